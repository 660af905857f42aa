"""The stores: Django models, one file a noun, one migration history.

Doors read through ``Model.objects.visible_to(person)``; without a viewer nothing is shown to anybody.
"""
