package dev.tongfu;

/** What an installation is for; production refuses what only demonstrations and tests may have. */
public enum Environment {
    DEMO,
    TEST,
    PRODUCTION
}
