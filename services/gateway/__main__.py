from services.gateway.app import app

app.main()
