{
    "name": "Longshore: outgoing mail",
    "summary": "The mail server record that odoo.conf and the secret store configure",
    "version": "19.0.1.0.0",
    "author": "Longshore",
    # It depends on an addon under this licence, and so it is under it too, unlike the rest of this repository.
    "license": "AGPL-3",
    "category": "Hidden",
    # Installed where tenant.yaml has `mail`, and nowhere else: a record without settings would send nothing.
    "depends": ["mail_environment"],
    "data": ["data/mail_server.xml"],
    "installable": True,
}
