"""The servers of a computer that has none: everything Serein needs, started by Serein itself.

In production a company runs PostgreSQL and Apache Kafka. On a laptop, in a demonstration and in the tests nobody
wants to install those first, so this package starts a real database, a real broker and real receivers (a mail server
and an SFTP server, where accounting packages pick their files up) on the computer's own loopback address.

Production never installs it: the packages behind it are in the extra `embedded`.
"""
