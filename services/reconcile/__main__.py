from services.reconcile.app import app

app.main()
