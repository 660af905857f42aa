from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0006_message_held'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='message',
            options={'ordering': ['-ahead', 'place', 'queued_at', 'id']},
        ),
        migrations.AddField(
            model_name='message',
            name='place',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['partner', 'place'], name='message_place'),
        ),
    ]
