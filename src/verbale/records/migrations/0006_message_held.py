from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_basis_and_bodies'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='held_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='message',
            name='held_why',
            field=models.TextField(blank=True),
        ),
    ]
