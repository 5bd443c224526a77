package dev.tongfu.bank;

/** A bank's reply together with the archived bytes it was read from. */
public record BankAnswer(BankReply reply, RawMessage raw) {}
