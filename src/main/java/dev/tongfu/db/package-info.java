/**
 * PostgreSQL: pools, migrations, the embedded server and the micro-batch.
 *
 * <p>The only package that knows JDBC. It depends on nothing of ours.
 */
@NullMarked
package dev.tongfu.db;

import org.jspecify.annotations.NullMarked;
