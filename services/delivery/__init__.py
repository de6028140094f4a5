"""Delivery: hands each file to the accounting package, once, and proves it.

does   keeps the connections (mail, SFTP, folder, ...) with their secrets sealed; carries a parcel from "rendered" to a
       receipt; tries again while that is safe; asks before any second try; stops and tells a person when it cannot know
hears  ubl.rendered, client.configured, firm.configured
says   delivery.completed, delivery.failed
owns   connections, destinations, deliveries, attempts
"""
