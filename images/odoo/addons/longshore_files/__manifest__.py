{
    "name": "Longshore: files in the object store",
    "summary": "The storage record that odoo.conf configures",
    "version": "19.0.1.0.0",
    "author": "Longshore",
    "license": "Other OSI approved licence",
    "category": "Hidden",
    "depends": ["fs_attachment_s3", "fs_attachment_s3_environment"],
    "data": ["data/fs_storage.xml"],
    "auto_install": True,
    "installable": True,
}
