package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All accounts, with a journal: everything done since a {@link #checkpoint} can be undone. An account that is empty by
 * EIP-161 is the same as none. Not safe for use by several threads.
 */
public final class WorldState {
    private final Map<Address, Account> accounts = new HashMap<>();
    private final Deque<Runnable> journal = new ArrayDeque<>();

    /** Marks the present; hand it to {@link #revert} to come back to it. */
    public int checkpoint() {
        return journal.size();
    }

    /** Undoes all changes since {@code checkpoint}. */
    public void revert(int checkpoint) {
        while (journal.size() > checkpoint) {
            journal.pop().run();
        }
    }

    /** Makes all changes final: no earlier checkpoint is valid afterwards. */
    public void commit() {
        journal.clear();
        accounts.values().removeIf(Account::isEmpty);
    }

    /** Registers the undoing of a change that is kept outside, such as a warm address. */
    void onRevert(Runnable undo) {
        journal.push(undo);
    }

    /** Transactions sent or contracts created by the account. */
    public long nonce(Address address) {
        Account account = accounts.get(address);
        return account == null ? 0 : account.nonce;
    }

    /** Balance in wei. */
    public BigInteger balance(Address address) {
        Account account = accounts.get(address);
        return account == null ? BigInteger.ZERO : account.balance;
    }

    /** Run-time code, empty if there is none. The array is not to be changed. */
    public byte[] code(Address address) {
        Account account = accounts.get(address);
        return account == null ? new byte[0] : account.code;
    }

    /** The word in a storage slot, zero if it was never written. */
    public BigInteger storage(Address address, BigInteger slot) {
        Account account = accounts.get(address);
        return account == null ? BigInteger.ZERO : account.storage.getOrDefault(slot, BigInteger.ZERO);
    }

    /** Keccak-256 of the code as EXTCODEHASH gives it: null for an account that is empty (EIP-1052). */
    byte @Nullable [] codeHash(Address address) {
        Account account = accounts.get(address);
        return account == null || account.isEmpty() ? null : account.codeHash();
    }

    /** Whether the account is empty or not there (EIP-161). */
    boolean isDead(Address address) {
        Account account = accounts.get(address);
        return account == null || account.isEmpty();
    }

    /** Adds wei out of nothing: for the genesis block and for fees. */
    public void credit(Address address, BigInteger amount) {
        setBalance(address, balance(address).add(amount));
    }

    void debit(Address address, BigInteger amount) {
        BigInteger left = balance(address).subtract(amount);
        if (left.signum() < 0) {
            throw new IllegalStateException("balance of " + address + ": expected at least " + amount);
        }
        setBalance(address, left);
    }

    void setBalance(Address address, BigInteger balance) {
        Account account = account(address);
        BigInteger before = account.balance;
        account.balance = balance;
        journal.push(() -> account.balance = before);
    }

    void setNonce(Address address, long nonce) {
        Account account = account(address);
        long before = account.nonce;
        account.nonce = nonce;
        journal.push(() -> account.nonce = before);
    }

    void setCode(Address address, byte[] code) {
        Account account = account(address);
        byte[] before = account.code;
        account.setCode(code);
        journal.push(() -> account.setCode(before));
    }

    void setStorage(Address address, BigInteger slot, BigInteger word) {
        Map<BigInteger, BigInteger> storage = account(address).storage;
        BigInteger before = word.signum() == 0 ? storage.remove(slot) : storage.put(slot, word);
        journal.push(() -> {
            if (before == null) {
                storage.remove(slot);
            } else {
                storage.put(slot, before);
            }
        });
    }

    void delete(Address address) {
        Account before = accounts.remove(address);
        if (before != null) {
            journal.push(() -> accounts.put(address, before));
        }
    }

    /** Sets all of an account but its storage: for a state that comes from elsewhere. */
    public void put(Address address, long nonce, BigInteger balance, byte[] code) {
        setNonce(address, nonce);
        setBalance(address, balance);
        setCode(address, code);
    }

    /** Sets a storage slot: for a state that comes from elsewhere. */
    public void put(Address address, BigInteger slot, BigInteger word) {
        setStorage(address, slot, word);
    }

    /** Every account that is not empty with its storage root, in any order: what the state trie holds. */
    public void forEach(AccountVisitor visitor) {
        accounts.forEach((address, account) -> {
            if (!account.isEmpty()) {
                visitor.visit(
                        address, account.nonce, account.balance, account.codeHash(), new TreeMap<>(account.storage));
            }
        });
    }

    /** Receives one account. */
    @FunctionalInterface
    public interface AccountVisitor {
        /** Called once an account; {@code storage} holds the slots that are not zero. */
        void visit(
                Address address, long nonce, BigInteger balance, byte[] codeHash, Map<BigInteger, BigInteger> storage);
    }

    private Account account(Address address) {
        Account found = accounts.get(address);
        if (found == null) {
            found = new Account();
            accounts.put(address, found);
            journal.push(() -> accounts.remove(address));
        }
        return found;
    }
}
