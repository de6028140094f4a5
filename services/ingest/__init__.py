"""ingest takes documents in, stores their bytes, and announces each once.

does   uploads by REST (several files, each with its own result); decides the type by content; refuses what it cannot
       accept, with the reason; stores each file once per client, however often and by whichever channel it comes
hears  client.configured, document.divided
says   document.received, document.seen_again, document.refused, document.division_failed
owns   received files and where they came from
"""
