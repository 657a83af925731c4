#!/bin/sh
# Makes the secrets that compose.yml wants, once. The key decides who can read what is kept: keep a copy in another place.
set -eu
cd "$(dirname "$0")"
mkdir -m 700 secrets
cd secrets
password=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
{ head -c 32 /dev/urandom | base64 | tr '+/' '-_'; echo bound; } > softstart_key
printf %s "$password" > postgres_password
printf %s "postgresql://softstart:$password@postgres:5432/softstart" > softstart_database_url
printf %s "redis://redis:6379/0" > softstart_redis_url
# Containers read them as users of their own; the folder keeps everybody else here out.
chmod 644 ./*
echo "Made $(pwd). Please keep a copy of softstart_key apart from the database."
