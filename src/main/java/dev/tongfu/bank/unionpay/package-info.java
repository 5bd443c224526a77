/**
 * 银联 UnionPay ACP 5.1.0 (全渠道, gateway payments).
 *
 * <p>Pure message translation, the signature over hashed fields with the certificate that comes along, and the glue
 * to the wall.
 */
@NullMarked
package dev.tongfu.bank.unionpay;

import org.jspecify.annotations.NullMarked;
