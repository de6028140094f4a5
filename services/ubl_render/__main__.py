from services.ubl_render.app import app

app.main()
