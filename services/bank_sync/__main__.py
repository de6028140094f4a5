from services.bank_sync.app import app

app.main()
