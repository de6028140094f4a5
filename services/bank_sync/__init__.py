"""bank_sync brings in what moved on a company's accounts.

does   imports CODA files, whole or not at all, after their balances are checked; recognises what it has seen before;
       says how statements of one account follow each other; books the lines of card statements that tie out
hears  client.configured, document.extracted
says   bank.transaction_booked, bank.statement_imported
owns   accounts, statements, transactions as received
"""
