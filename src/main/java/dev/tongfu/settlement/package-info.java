/**
 * What merchants are owed, settled in batches and paid out.
 *
 * <p>Lines are made from the ledger's closed days; only what reconciliation has proven is settled. Two people approve
 * a batch, and a payout is never made twice.
 */
@NullMarked
package dev.tongfu.settlement;

import org.jspecify.annotations.NullMarked;
