-- Run once by the PostgreSQL image, when the database is still empty.
-- The owner makes the schemas, their tables and the services' own roles. It is no superuser: row-level security holds
-- for it as well. The services then work with roles that own nothing (libs/service_kit/migrations.py).
\getenv owner_password SEREIN_OWNER_PASSWORD
CREATE ROLE serein_owner LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD :'owner_password';
ALTER DATABASE :"DBNAME" OWNER TO serein_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
