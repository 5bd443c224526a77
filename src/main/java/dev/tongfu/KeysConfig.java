package dev.tongfu;

import dev.tongfu.crypto.KeyRingConfig;

/**
 * The keys that seal what the database holds.
 *
 * @param secrets for merchants' webhook secrets and payout accounts and operators' second factors
 * @param archive for the banks' raw messages
 */
public record KeysConfig(KeyRingConfig secrets, KeyRingConfig archive) {}
