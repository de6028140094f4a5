"""directory keeps accounting firms, their staff and groups, client companies, users, and the settings of them all.

does   keeps firms, groups, clients and users; checks passwords; says which rights a user has on a client
hears  audit.recorded: what other services did, for the audit trail
says   client.configured, firm.configured: a whole snapshot at each change
owns   firms, staff, groups, clients, users, settings, the audit trail
"""
