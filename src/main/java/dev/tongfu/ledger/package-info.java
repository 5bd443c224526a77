/**
 * The double-entry ledger: accounts, transfers, posting templates, accounting days and their seals.
 *
 * <p>The only record is a transfer from one account to another, so an unbalanced entry cannot be written.
 * Transfers are never changed.
 */
@NullMarked
package dev.tongfu.ledger;

import org.jspecify.annotations.NullMarked;
