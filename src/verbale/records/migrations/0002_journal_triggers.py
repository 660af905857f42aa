from django.db import migrations

from verbale.records import triggers


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(triggers.create_in_migration, triggers.drop_in_migration)]
