"""directory knows who is who: accounting firms, their staff and groups, client companies, users, and their settings.

does   keeps firms, groups, clients and users; checks passwords; says which rights a user has on a client
hears  nothing yet
says   client.configured, firm.configured: whole snapshots, at each change
owns   firms, staff, groups, clients, users, settings, who changed what
"""
