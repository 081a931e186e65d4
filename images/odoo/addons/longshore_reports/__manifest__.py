{
    "name": "Longshore: PDF reports inside the cluster",
    "summary": "wkhtmltopdf gets style sheets and pictures from the tenant's own service",
    "version": "19.0.1.0.0",
    "author": "Longshore",
    "license": "LGPL-3",
    "category": "Hidden",
    "depends": ["web"],
    "data": ["data/report_url.xml"],
    "auto_install": True,
    "installable": True,
}
