"""ingest takes documents in, keeps their bytes, and says so once.

does   uploads by REST (several files, each with its own result); decides the type by content; refuses what cannot be
       taken, with the reason; keeps each file once per client, however often and by whichever way it comes
hears  client.configured, document.divided
says   document.received, document.seen_again, document.refused, document.division_failed
owns   received files and where they came from
"""
