"""Django's settings of one node, read from its home (see ``verbale.kernel.home``)."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from verbale.kernel.home import Home, NodeConfig

HOME = Home.from_environment()
NODE = HOME.config() if HOME.exists() else NodeConfig(side="NONE")
DEMO = NODE.demo

SECRET_KEY = HOME.secret() if HOME.exists() else "no node here, so nothing to sign"
DEBUG = False
ALLOWED_HOSTS = [NODE.host, "localhost", "127.0.0.1", "[::1]", *NODE.allowed_hosts]
BEHIND_HTTPS = os.environ.get("VERBALE_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "verbale.records",
    "verbale.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "verbale.api.door.Door",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "verbale.web.shell.Shell",
    "verbale.web.upload.Sizes",
    "verbale.web.refusal.Refusals",
    "verbale.web.access.SignedIn",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "verbale.config.urls"
APPEND_SLASH = False
WSGI_APPLICATION = "verbale.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "verbale.web.shell.shell",
            ],
        },
    }
]

WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3) or (
    sqlite3.sqlite_version_info[:2] in {(3, 50), (3, 44)}
    and sqlite3.sqlite_version_info[2] >= {50: 7, 44: 6}[sqlite3.sqlite_version_info[1]]
)
"""Older SQLite can corrupt a database in WAL mode with two connections; there the rollback journal is used."""


def _database(url: str) -> dict[str, object]:
    if not url:
        mode = "WAL" if WAL_IS_SAFE else "DELETE"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME.database,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": f"PRAGMA journal_mode={mode}; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
            # Two threads of one test share one in-memory database otherwise, and cannot show a race.
            "TEST": {"NAME": os.environ.get("VERBALE_TEST_DATABASE")},
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "")
        or dict(p.split("=") for p in parts.query.split("&") if p).get("host", ""),
        "PORT": str(parts.port or ""),
    }


DATABASES = {"default": _database(os.environ.get("VERBALE_DATABASE") or NODE.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "records.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "inbox"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLED = True
AXES_LOCKOUT_CALLABLE = "verbale.web.sign_in.locked_out"
AXES_USERNAME_FORM_FIELD = "username"  # as Django's authenticate() calls it, from page and terminal alike
AXES_VERBOSE = False
OTP_TOTP_ISSUER = f"Verbale {NODE.side}"

SESSION_COOKIE_NAME = f"verbale_{NODE.port}"
CSRF_COOKIE_NAME = f"verbale_csrf_{NODE.port}"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "verbale.web.refusal.csrf_refusal"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if BEHIND_HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
UPLOAD_LIMIT = 2 * 1024**3

CHANNEL_PIECE = 4 * 1024**2
"""Bytes of the largest piece of a pouch that one call brings or fetches (docs/PROTOCOL.md, 10.5)."""
CHANNEL_POUCH = 64 * 1024**3
"""Bytes of the largest pouch that is taken by HTTPS."""
CHANNEL_UNFINISHED = 128 * 1024**3
"""Bytes that one partner may have begun, or brought, and that were not opened yet."""
CHANNEL_RESERVE = 1024**3
"""Bytes of the disk that no partner may fill."""
CHANNEL_CALLS = 1800
"""How many calls of one partner are answered in a minute: at 30 a second, more than 100 MiB a second."""
CHANNEL_STRANGERS = 60
"""How many calls that nobody known signed are answered in a minute, by address."""
CHANNEL_PAUSE = 30.0
"""Seconds between two looks at what a partner's node has for us."""
CHANNEL_ROUND = 120.0
"""Seconds after which a transfer lets the rest of the carrier's round go on; the next round goes on with it."""

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
LANGUAGE_COOKIE_NAME = "verbale_language"
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "verbale.config.formats"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME.mail
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "axes.W003"]
