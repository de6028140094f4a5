"""bank_sync imports the transactions of a company's accounts.

does   imports CODA files, whole or not at all, after checking their balances; recognises what it has seen before;
       checks how the statements of one account follow each other; books the lines of card statements that tie out
hears  client.configured, document.extracted
says   bank.transaction_booked, bank.statement_imported
owns   accounts, statements, transactions as received
"""
