{
    "name": "Longshore: files in the object store",
    "summary": "The storage record that odoo.conf configures",
    "version": "19.0.1.0.0",
    "author": "Longshore",
    # It depends on addons under this licence, and so it is under it too, unlike the rest of this repository.
    "license": "AGPL-3",
    "category": "Hidden",
    "depends": ["fs_attachment_s3", "fs_attachment_s3_environment"],
    "data": ["data/fs_storage.xml"],
    "auto_install": True,
    "installable": True,
}
