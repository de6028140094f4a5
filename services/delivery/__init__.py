"""Delivery: hands each file to the accounting package exactly once and keeps proof of it.

does   keeps the connections (mail, SFTP, folder, ...) with their secrets sealed; takes a parcel from "rendered" to a
       receipt; tries again while that is safe; asks the receiver before any second attempt; stops and reports to a user
       when it cannot know
hears  ubl.rendered, release.decided, client.configured, firm.configured
says   delivery.completed, delivery.failed, audit.recorded: connections and destinations changed, secrets used
owns   connections, destinations, deliveries, attempts
"""
