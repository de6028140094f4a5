"""The transaction codes of Belgian banks, labelled by hand from the meaning of each code, not by running the rule.

`costs`, `interest` and `cash` are the codes that row 209 keeps off the task list (cash paid in counts as cash: its
voucher is the cash book). An empty label means that an accountant would ask for a document, or that the code alone does
not decide.
"""

MEANINGS = """
01 01 000 -        individual transfer order
01 02 000 -        transfer started by the bank
01 03 000 -        standing order
01 05 000 -        payment of wages
01 07 000 -        collective transfer
01 13 000 -        transfer from your own account
01 17 000 -        cash pooling
01 37 000 costs    costs of transfers
01 39 000 -        issue of a circular cheque
01 40 000 -        code of the bank's own
01 49 000 -        correction
01 50 000 -        transfer in your favour
01 51 000 -        transfer in your favour started by the bank
01 52 000 -        payment in your favour
01 54 000 -        transfer that could not be executed
01 60 000 -        circular cheque not presented
01 64 000 -        transfer to your own account
01 66 000 -        cash pooling
01 87 000 costs    costs paid back
01 90 000 -        code of the bank's own
01 99 000 -        correction
02 01 000 -        instant transfer order
02 03 000 -        instant standing order
02 05 000 -        payment of wages
02 37 000 costs    costs of instant transfers
02 50 000 -        instant transfer in your favour
02 87 000 costs    costs paid back
02 99 000 -        correction
03 01 000 -        payment of your cheque
03 05 000 -        payment of a voucher
03 09 000 -        unpaid voucher
03 15 000 -        purchase of a bank cheque
03 37 000 costs    cheque costs
03 38 000 -        provisionally unpaid
03 52 000 -        cheques credited under reserve
03 58 000 -        cheques credited after collection
03 87 000 costs    cheque costs paid back
03 99 000 -        correction
04 01 000 -        loading a telephone card
04 02 000 -        card payment inside the euro zone
04 03 000 -        settlement of credit cards
04 04 000 cash     withdrawal at a machine
04 05 000 -        loading an electronic purse
04 06 000 -        payment with a fuel card
04 07 000 -        payment by telephone
04 08 000 -        card payment outside the euro zone
04 09 000 -        loading a prepaid card
04 10 000 -        prepaid card corrected
04 37 000 costs    card costs
04 40 000 -        code of the bank's own
04 49 000 -        correction
04 50 000 -        terminal takings
04 53 000 cash     deposit at a machine
04 54 000 -        unloading a prepaid card
04 55 000 -        takings by telephone
04 87 000 costs    card costs paid back
04 99 000 -        correction
05 01 000 -        direct debit paid
05 03 000 -        collection unpaid
05 05 000 -        collection paid back by us
05 37 000 costs    direct debit costs
05 50 000 -        collection
05 52 000 -        collection under reserve
05 54 000 -        direct debit refunded
05 56 000 -        refund that could not be executed
05 58 000 -        reversal
05 87 000 costs    direct debit costs paid back
05 99 000 -        correction
07 01 000 -        payment of a bill
07 07 000 -        unpaid bill
07 09 000 interest discount interest on a supplier's bill
07 37 000 costs    costs of bills
07 50 000 -        bills collected
07 87 000 costs    costs of bills paid back
09 01 000 cash     withdrawal at the counter
09 03 000 cash     withdrawal at the counter by card
09 05 000 -        purchase of foreign notes
09 07 000 -        purchase of gold
09 09 000 -        purchase of petrol coupons
09 13 000 cash     withdrawal through a branch or agent
09 17 000 -        purchase of fiscal stamps
09 19 000 -        difference in a payment
09 25 000 -        purchase of traveller's cheques
09 37 000 costs    counter costs
09 50 000 cash     cash paid in
09 52 000 cash     night safe
09 58 000 cash     cash paid in through a branch or agent
09 60 000 -        sale of foreign notes
09 62 000 -        sale of gold
09 68 000 -        difference in a payment
09 87 000 costs    counter costs paid back
11 01 000 -        purchase of securities
11 03 000 -        subscription
11 15 000 -        interim interest on a subscription
11 17 000 costs    management fee
11 19 000 costs    regularisation costs
11 37 000 costs    securities costs
11 50 000 -        sale of securities
11 52 000 -        coupons
11 66 000 -        retrocession of a commission
11 87 000 costs    securities costs paid back
13 01 000 -        short-term loan
13 02 000 -        long-term loan
13 05 000 -        settlement of a fixed advance
13 07 000 -        instalment of a loan
13 11 000 -        instalment of a mortgage
13 15 000 -        hire-purchase
13 19 000 -        documentary import credit
13 37 000 costs    credit costs
13 54 000 -        fixed advance, capital and interest
13 55 000 interest fixed advance, interest only
13 56 000 -        subsidy
13 62 000 -        term loan
13 68 000 -        documentary export credit
13 87 000 costs    credit costs paid back
13 99 000 -        correction
30 01 000 -        foreign exchange, spot
30 05 000 -        term investment, capital and interest
30 33 000 -        value date corrected
30 37 000 costs    costs
30 39 000 -        undefined
30 50 000 -        foreign exchange, spot
30 54 000 -        term investment, capital and interest
30 55 000 interest term investment, interest only
30 83 000 -        value date corrected
30 87 000 costs    costs paid back
30 89 000 -        undefined
35 01 000 interest closing, debit
35 37 000 costs    closing costs
35 40 000 interest closing, code of the bank's own
35 49 000 interest closing corrected
35 50 000 interest closing, credit
35 87 000 costs    closing costs paid back
35 99 000 interest closing corrected
41 01 000 -        foreign transfer
41 03 000 -        foreign standing order
41 05 000 -        foreign wages
41 13 000 -        transfer from your own foreign account
41 37 000 costs    costs of outgoing foreign transfers
41 38 000 costs    costs of incoming foreign transfers
41 50 000 -        foreign transfer in your favour
41 64 000 -        transfer to your own foreign account
41 87 000 costs    costs paid back
41 99 000 -        correction
43 01 000 -        foreign cheque paid
43 37 000 costs    foreign cheque costs
43 58 000 -        foreign cheque collected
43 87 000 costs    foreign cheque costs paid back
47 01 000 -        foreign bill paid
47 11 000 -        documents abroad paid
47 37 000 costs    foreign bill costs
47 62 000 -        documents abroad collected
47 87 000 costs    foreign bill costs paid back
80 02 000 costs    electronic statements
80 04 000 costs    holding a documentary credit
80 05 000 costs    card fee
80 06 000 costs    damage to bills and cheques
80 07 000 -        insurance sold by the bank
80 09 000 costs    postage
80 10 000 costs    chip card
80 11 000 costs    keeping correspondence
80 12 000 costs    opening a guarantee
80 13 000 costs    rent of a safe
80 14 000 costs    handling of a loan
80 15 000 costs    night safe
80 16 000 costs    confirmation to an auditor
80 17 000 costs    safe custody
80 20 000 costs    certificate
80 21 000 costs    pay packets
80 22 000 costs    management and custody
80 23 000 costs    research
80 26 000 -        travel insurance premium
80 27 000 costs    subscription
80 29 000 costs    information
80 33 000 costs    various commissions
80 35 000 costs    costs
80 37 000 costs    access to a database
80 39 000 costs    surety
80 43 000 costs    printing of forms
80 45 000 costs    documentary credit
80 47 000 costs    price of transactions
80 49 000 costs    costs corrected
80 99 000 costs    costs corrected
01 01 006 costs    booked by itself: various fees
41 01 013 costs    booked by itself: payment commission
30 01 012 costs    booked by itself: exchange commission
13 07 002 interest booked by itself: interest debited
35 50 001 interest booked by itself: interest credited
04 02 042 costs    booked by itself: payment card charges
01 50 100 -        gross amount of a transfer
01 01 051 -        withholding tax
00 00 000 -        undefined
00 99 000 -        undefined, corrected
60 01 000 -        a family no list knows
"""

LABELLED = [
    (family + operation + category, "" if label == "-" else label)
    for family, operation, category, label in (row.split()[:4] for row in MEANINGS.strip().splitlines())
]
"""Pairs of code (seven digits after the type) and label."""
