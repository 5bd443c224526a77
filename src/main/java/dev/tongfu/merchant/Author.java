package dev.tongfu.merchant;

/**
 * Who makes a change, and why.
 *
 * @param actor such as {@code terminal:root}
 * @param reason may be empty
 */
public record Author(String actor, String reason) {}
