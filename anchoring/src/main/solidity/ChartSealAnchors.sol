// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title Append-only anchors of Merkle log checkpoints, version 2
/// @notice Holds many logs. Each is one chain of anchors that only its publisher extends, one at a time, only with the
/// signatures of as many of its members as its rules ask for, and only by a tree that provably contains the one before
/// (RFC 9162, section 2.1.4.2). Nobody can shorten, fork or rewrite a log: the contract has no owner, no upgrade, no
/// deletion and holds no ether. Publisher and members change, and a log is closed, by the members' signatures alone and
/// after a delay that all can see.
/// @dev An anchor binds (sequence, tree size, root) to everything before it:
/// head = keccak256(abi.encode(logId, previousHead, sequence, treeSize, root)), and an empty log's head is zero. Roots
/// are not stored: the caller shows the one before, and the head says whether it is.
contract ChartSealAnchors {
    /// @notice Version of this interface.
    uint256 public constant VERSION = 2;

    /// @notice Who must sign, from which time on. A log keeps only the hash of its rules; callers show them.
    /// @param epoch 0 at first, one more with each change: no signature outlives its epoch
    /// @param delay seconds between the proposal of a change and the change; never changes
    /// @param floor least threshold that a change may set; never changes
    /// @param threshold members that must sign, the m of m-of-n; 0 exactly where there are no members
    /// @param members addresses in ascending order, at most 32
    struct Rules {
        uint64 epoch;
        uint32 delay;
        uint8 floor;
        uint8 threshold;
        address[] members;
    }

    /// @notice What an anchor appends.
    /// @param sequence the current sequence plus one
    /// @param beforeHead head before the current one; zero for a log with at most one anchor
    /// @param previousRoot root of the current anchor; SHA-256 of nothing for an empty log
    /// @param treeSize leaves under the root, more than the current anchor's
    /// @param root RFC 6962 tree head hash
    /// @param consistencyProof from the current root to this one, RFC 9162, section 2.1.4.1; empty for an empty log
    struct Append {
        uint64 sequence;
        bytes32 beforeHead;
        bytes32 previousRoot;
        uint64 treeSize;
        bytes32 root;
        bytes32[] consistencyProof;
    }

    /// @dev One slot for all that moves but the head: two storage writes an anchor. 2^40 anchors at one a second
    /// are 34,000 years; 2^56 leaves are 7 * 10^16.
    struct Log {
        address publisher;
        uint40 sequence;
        uint56 treeSize;
        bytes32 head;
        bytes32 rulesHash;
    }

    /// @dev `digest` is zero while nothing is proposed. `number` counts all proposals, so that none is made twice.
    struct Proposal {
        bytes32 digest;
        uint64 number;
        uint64 readyAt;
    }

    /// @dev SHA-256 of nothing: the root of the empty tree.
    bytes32 private constant EMPTY_ROOT = 0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855;
    /// @dev No hash of rules: a closed log has none.
    bytes32 private constant CLOSED = bytes32(uint256(1));
    uint256 private constant MOST_MEMBERS = 32;
    uint256 private constant SIGNATURE = 65;
    /// @dev Half the order of secp256k1: each signature has a twin above it.
    uint256 private constant LOW_S = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant CHECKPOINT_TYPE =
        keccak256("Checkpoint(bytes32 logId,uint64 epoch,uint64 treeSize,bytes32 root)");
    bytes32 private constant CHANGE_TYPE = keccak256(
        "Change(bytes32 logId,uint64 epoch,uint64 number,address publisher,uint8 threshold,address[] members)"
    );
    bytes32 private constant CLOSING_TYPE = keccak256(
        "Closing(bytes32 logId,uint64 epoch,uint64 number,uint64 finalSize,bytes32 finalRoot,bytes32 successor)"
    );
    bytes32 private constant WITHDRAWAL_TYPE = keccak256("Withdrawal(bytes32 logId,uint64 epoch,uint64 number)");

    mapping(bytes32 logId => Log) private logs;
    mapping(bytes32 logId => Proposal) private proposals;

    event LogCreated(
        bytes32 indexed logId, address indexed publisher, bytes32 indexed originHash, bytes32 nonce, Rules rules
    );

    event Anchored(bytes32 indexed logId, uint64 indexed sequence, uint64 treeSize, bytes32 root, bytes32 head);

    event ChangeProposed(
        bytes32 indexed logId,
        uint64 indexed number,
        uint64 readyAt,
        address publisher,
        uint8 threshold,
        address[] members
    );

    event Changed(bytes32 indexed logId, uint64 indexed number, address publisher, Rules rules);

    event ClosingProposed(
        bytes32 indexed logId,
        uint64 indexed number,
        uint64 readyAt,
        uint64 finalSize,
        bytes32 finalRoot,
        bytes32 successor
    );

    event Closed(
        bytes32 indexed logId, uint64 indexed number, bytes32 indexed successor, uint64 finalSize, bytes32 finalRoot
    );

    event Withdrawn(bytes32 indexed logId, uint64 indexed number);

    error LogExists(bytes32 logId);
    error UnknownLog(bytes32 logId);
    error LogClosed(bytes32 logId);
    error NotPublisher(address expected, address found);
    error WrongSequence(uint64 expected, uint64 found);
    error WrongPreviousHead(bytes32 expected, bytes32 found);
    error WrongPreviousRoot(bytes32 expected, bytes32 found);
    error TreeNotGrowing(uint64 current, uint64 found);
    error TreeTooLarge(uint64 maximum, uint64 found);
    error Inconsistent(uint64 previousSize, uint64 treeSize, uint256 proofLength);
    error WrongRules(bytes32 expected, bytes32 found);
    error WrongEpoch(uint64 expected, uint64 found);
    error TooManyMembers(uint256 maximum, uint256 found);
    error MembersNotAscending(address before, address found);
    error WrongThreshold(uint256 least, uint256 most, uint256 found);
    error ZeroPublisher();
    error NoMembers(bytes32 logId);
    error WrongSignaturesLength(uint256 expected, uint256 found);
    error SignersNotAscending(uint256 least, uint256 found);
    error NoSuchMember(uint256 members, uint256 found);
    error HighS(uint256 maximum, uint256 found);
    error WrongSigner(address expected, address found);
    error ProposalPending(uint64 number);
    error NothingProposed(bytes32 logId);
    error WrongProposal(bytes32 expected, bytes32 found);
    error TooEarly(uint64 readyAt, uint64 found);
    error FinalSizeTooLarge(uint64 maximum, uint64 found);
    error PrecompileFailed();

    /// @notice Creates an empty log that only the caller can extend, and only as its rules say.
    /// @param originHash SHA-256 of the log's origin line
    /// @param nonce tells apart several logs of one creator, origin and rules
    /// @param rules of epoch 0; without members nobody but the caller vouches for the log, for ever
    /// @return logId see logIdOf; another caller gets another id, so that none can be squatted
    function createLog(bytes32 originHash, bytes32 nonce, Rules calldata rules) external returns (bytes32 logId) {
        if (rules.epoch != 0) revert WrongEpoch(0, rules.epoch);
        requireMembers(rules.members, rules.threshold, rules.floor);
        if (rules.members.length > 0 && rules.floor == 0) revert WrongThreshold(1, rules.members.length, 0);
        logId = logIdOf(msg.sender, originHash, nonce, rules);
        Log storage log = logs[logId];
        if (log.publisher != address(0)) revert LogExists(logId);
        log.publisher = msg.sender;
        log.rulesHash = keccak256(abi.encode(rules));
        emit LogCreated(logId, msg.sender, originHash, nonce, rules);
    }

    /// @notice Appends one checkpoint: compare and append, so that a stale or forked writer is refused.
    /// @param rules the log's, as its last Changed or LogCreated event shows them
    /// @param signatures of exactly `threshold` members over Checkpoint (EIP-712), each 65 bytes: index in
    /// `rules.members`, then r and yParityAndS as EIP-2098 has them; indexes ascend
    function anchor(bytes32 logId, Append calldata append, Rules calldata rules, bytes calldata signatures) external {
        Log storage log = logs[logId];
        (address publisher, uint64 lastSequence, uint64 lastSize) = (log.publisher, log.sequence, log.treeSize);
        requireOpen(logId, publisher, log.rulesHash, rules);
        if (publisher != msg.sender) revert NotPublisher(publisher, msg.sender);
        bytes32 head = log.head;
        if (append.sequence != lastSequence + 1) revert WrongSequence(lastSequence + 1, append.sequence);
        requirePrevious(logId, append, lastSequence, lastSize, head);
        if (append.treeSize <= lastSize) revert TreeNotGrowing(lastSize, append.treeSize);
        if (append.treeSize > type(uint56).max) revert TreeTooLarge(type(uint56).max, append.treeSize);
        if (!isConsistent(lastSize, append.previousRoot, append.treeSize, append.root, append.consistencyProof)) {
            revert Inconsistent(lastSize, append.treeSize, append.consistencyProof.length);
        }
        if (rules.threshold > 0) {
            requireSigned(
                keccak256(abi.encode(CHECKPOINT_TYPE, logId, rules.epoch, append.treeSize, append.root)),
                rules,
                signatures
            );
        } else if (signatures.length != 0) {
            revert WrongSignaturesLength(0, signatures.length);
        }
        head = headHash(logId, head, append.sequence, append.treeSize, append.root);
        // The publisher is written back unchanged: it shares the slot.
        log.publisher = publisher;
        log.sequence = uint40(append.sequence);
        log.treeSize = uint56(append.treeSize);
        log.head = head;
        emit Anchored(logId, append.sequence, append.treeSize, append.root, head);
    }

    /// @notice Proposes another publisher, threshold or other members; anyone may hand in what the members signed.
    /// @param rules the log's
    /// @param signatures over Change, with the proposal's number: one more than the last one's
    function proposeChange(
        bytes32 logId,
        Rules calldata rules,
        address publisher,
        uint8 threshold,
        address[] calldata members,
        bytes calldata signatures
    ) external {
        requireMembers(members, threshold, rules.floor);
        if (publisher == address(0)) revert ZeroPublisher();
        (uint64 number, uint64 readyAt) = nextProposal(logId, rules);
        bytes32 digest = changeHash(logId, rules.epoch, number, publisher, threshold, members);
        requireSigned(digest, rules, signatures);
        proposals[logId] = Proposal(digest, number, readyAt);
        emit ChangeProposed(logId, number, readyAt, publisher, threshold, members);
    }

    /// @notice Makes a proposed change when its delay is over. The next epoch begins: older signatures are void.
    function enactChange(
        bytes32 logId,
        Rules calldata rules,
        address publisher,
        uint8 threshold,
        address[] calldata members
    ) external {
        uint64 number = takeProposal(
            logId, rules, changeHash(logId, rules.epoch, proposals[logId].number, publisher, threshold, members)
        );
        Rules memory next = Rules(rules.epoch + 1, rules.delay, rules.floor, threshold, members);
        Log storage log = logs[logId];
        log.publisher = publisher;
        log.rulesHash = keccak256(abi.encode(next));
        emit Changed(logId, number, publisher, next);
    }

    /// @notice Proposes to close the log for good.
    /// @param finalSize leaves that the members stand by: at most the anchored ones, fewer where what came after was
    /// not of the log
    /// @param finalRoot root of these
    /// @param successor id of the log that goes on from there, zero for none
    function proposeClosing(
        bytes32 logId,
        Rules calldata rules,
        uint64 finalSize,
        bytes32 finalRoot,
        bytes32 successor,
        bytes calldata signatures
    ) external {
        (uint64 number, uint64 readyAt) = nextProposal(logId, rules);
        uint64 size = logs[logId].treeSize;
        if (finalSize > size) revert FinalSizeTooLarge(size, finalSize);
        bytes32 digest = closingHash(logId, rules.epoch, number, finalSize, finalRoot, successor);
        requireSigned(digest, rules, signatures);
        proposals[logId] = Proposal(digest, number, readyAt);
        emit ClosingProposed(logId, number, readyAt, finalSize, finalRoot, successor);
    }

    /// @notice Closes the log when the delay is over: nothing is ever appended to it again.
    function enactClosing(
        bytes32 logId,
        Rules calldata rules,
        uint64 finalSize,
        bytes32 finalRoot,
        bytes32 successor
    ) external {
        uint64 number = takeProposal(
            logId, rules, closingHash(logId, rules.epoch, proposals[logId].number, finalSize, finalRoot, successor)
        );
        logs[logId].rulesHash = CLOSED;
        emit Closed(logId, number, successor, finalSize, finalRoot);
    }

    /// @notice Takes back what was proposed.
    /// @param signatures over Withdrawal, with the proposal's number
    function withdraw(bytes32 logId, Rules calldata rules, bytes calldata signatures) external {
        requireOpen(logId, logs[logId].publisher, logs[logId].rulesHash, rules);
        Proposal storage proposal = proposals[logId];
        if (proposal.digest == 0) revert NothingProposed(logId);
        requireSigned(keccak256(abi.encode(WITHDRAWAL_TYPE, logId, rules.epoch, proposal.number)), rules, signatures);
        proposal.digest = 0;
        emit Withdrawn(logId, proposal.number);
    }

    /// @notice The newest anchor of a log; sequence, size and head are zero before the first.
    function headOf(bytes32 logId)
        external
        view
        returns (address publisher, uint64 sequence, uint64 treeSize, bytes32 head, bytes32 rulesHash)
    {
        Log storage log = logs[logId];
        if (log.publisher == address(0)) revert UnknownLog(logId);
        return (log.publisher, log.sequence, log.treeSize, log.head, log.rulesHash);
    }

    /// @notice What is proposed for a log: the EIP-712 struct hash, zero for nothing; the number of the last proposal;
    /// and from which time on it can be enacted, in seconds since 1970.
    function proposalOf(bytes32 logId) external view returns (bytes32 digest, uint64 number, uint64 readyAt) {
        Proposal storage proposal = proposals[logId];
        return (proposal.digest, proposal.number, proposal.readyAt);
    }

    /// @notice Whether the log was created.
    function exists(bytes32 logId) external view returns (bool) {
        return logs[logId].publisher != address(0);
    }

    /// @notice Whether the log was closed.
    function isClosed(bytes32 logId) external view returns (bool) {
        return logs[logId].rulesHash == CLOSED;
    }

    /// @notice The id a log of this creator has on this chain in this contract.
    function logIdOf(address creator, bytes32 originHash, bytes32 nonce, Rules calldata rules)
        public
        view
        returns (bytes32)
    {
        return keccak256(
            abi.encode(block.chainid, address(this), creator, originHash, keccak256(abi.encode(rules)), nonce)
        );
    }

    /// @notice Whether a tree contains a leaf: RFC 9162, section 2.1.3.2.
    /// @param index of the leaf, from 0
    /// @param proof audit path from the leaf upwards
    function isIncluded(uint64 index, bytes32 leafHash, uint64 treeSize, bytes32 root, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        if (index >= treeSize) return false;
        (uint256 fn, uint256 sn) = (index, uint256(treeSize) - 1);
        bytes32 hash = leafHash;
        for (uint256 i = 0; i < proof.length; i++) {
            if (sn == 0) return false;
            if (fn & 1 == 1 || fn == sn) {
                hash = nodeHash(proof[i], hash);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash = nodeHash(hash, proof[i]);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && hash == root;
    }

    /// @notice Whether the larger tree begins with the smaller: RFC 9162, section 2.1.4.2. An empty tree has the root
    /// SHA-256 of nothing and an empty proof.
    function isConsistent(uint64 size1, bytes32 root1, uint64 size2, bytes32 root2, bytes32[] calldata proof)
        public
        view
        returns (bool)
    {
        if (size1 >= size2) return size1 == size2 && root1 == root2 && proof.length == 0;
        if (size1 == 0) return root1 == EMPTY_ROOT && proof.length == 0;
        uint256 fn = uint256(size1) - 1;
        uint256 sn = uint256(size2) - 1;
        while (fn & 1 == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        bytes32 hash1 = root1;
        uint256 next = 0;
        // A first tree that is whole is a node of the second, and its root stands for the proof's first entry.
        if (fn != 0) {
            if (proof.length == 0) return false;
            hash1 = proof[0];
            next = 1;
        }
        bytes32 hash2 = hash1;
        for (; next < proof.length; next++) {
            if (sn == 0) return false;
            bytes32 sibling = proof[next];
            if (fn & 1 == 1 || fn == sn) {
                // The two are one until the trees part.
                bool same = hash1 == hash2;
                hash1 = nodeHash(sibling, hash1);
                hash2 = same ? hash1 : nodeHash(sibling, hash2);
                while (fn & 1 == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                hash2 = nodeHash(hash2, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && hash1 == root1 && hash2 == root2;
    }

    /// @dev RFC 6962, section 2.1: SHA-256(0x01 || left || right).
    function nodeHash(bytes32 left, bytes32 right) private view returns (bytes32 hash) {
        bool done;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, 1)
            mstore(add(free, 1), left)
            mstore(add(free, 33), right)
            done := staticcall(gas(), 2, free, 65, 0, 32)
            done := and(done, eq(returndatasize(), 32))
            hash := mload(0)
        }
        if (!done) revert PrecompileFailed();
    }

    function headHash(bytes32 logId, bytes32 previousHead, uint64 sequence, uint64 treeSize, bytes32 root)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(logId, previousHead, sequence, treeSize, root));
    }

    /// @dev What the caller says was the anchor before must hash to the head that is stored.
    function requirePrevious(bytes32 logId, Append calldata append, uint64 sequence, uint64 treeSize, bytes32 head)
        private
        pure
    {
        if (sequence == 0) {
            if (append.beforeHead != 0) revert WrongPreviousHead(0, append.beforeHead);
            if (append.previousRoot != EMPTY_ROOT) revert WrongPreviousRoot(EMPTY_ROOT, append.previousRoot);
        } else {
            bytes32 shown = headHash(logId, append.beforeHead, sequence, treeSize, append.previousRoot);
            if (shown != head) revert WrongPreviousHead(head, shown);
        }
    }

    function requireOpen(bytes32 logId, address publisher, bytes32 rulesHash, Rules calldata rules) private pure {
        if (publisher == address(0)) revert UnknownLog(logId);
        if (rulesHash == CLOSED) revert LogClosed(logId);
        bytes32 shown = keccak256(abi.encode(rules));
        if (shown != rulesHash) revert WrongRules(rulesHash, shown);
    }

    function requireMembers(address[] calldata members, uint8 threshold, uint8 floor) private pure {
        uint256 count = members.length;
        if (count > MOST_MEMBERS) revert TooManyMembers(MOST_MEMBERS, count);
        if (threshold < floor || threshold > count || (threshold == 0 && count > 0)) {
            revert WrongThreshold(floor == 0 && count > 0 ? 1 : floor, count, threshold);
        }
        address before = address(0);
        for (uint256 i = 0; i < count; i++) {
            if (members[i] <= before) revert MembersNotAscending(before, members[i]);
            before = members[i];
        }
    }

    function nextProposal(bytes32 logId, Rules calldata rules) private view returns (uint64 number, uint64 readyAt) {
        requireOpen(logId, logs[logId].publisher, logs[logId].rulesHash, rules);
        if (rules.threshold == 0) revert NoMembers(logId);
        Proposal storage proposal = proposals[logId];
        if (proposal.digest != 0) revert ProposalPending(proposal.number);
        return (proposal.number + 1, uint64(block.timestamp) + rules.delay);
    }

    function takeProposal(bytes32 logId, Rules calldata rules, bytes32 digest) private returns (uint64 number) {
        requireOpen(logId, logs[logId].publisher, logs[logId].rulesHash, rules);
        Proposal storage proposal = proposals[logId];
        if (proposal.digest == 0) revert NothingProposed(logId);
        if (proposal.digest != digest) revert WrongProposal(proposal.digest, digest);
        if (block.timestamp < proposal.readyAt) revert TooEarly(proposal.readyAt, uint64(block.timestamp));
        proposal.digest = 0;
        return proposal.number;
    }

    function changeHash(
        bytes32 logId,
        uint64 epoch,
        uint64 number,
        address publisher,
        uint8 threshold,
        address[] calldata members
    ) private pure returns (bytes32) {
        return keccak256(
            abi.encode(
                CHANGE_TYPE, logId, epoch, number, publisher, threshold, keccak256(abi.encodePacked(members))
            )
        );
    }

    function closingHash(
        bytes32 logId,
        uint64 epoch,
        uint64 number,
        uint64 finalSize,
        bytes32 finalRoot,
        bytes32 successor
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(CLOSING_TYPE, logId, epoch, number, finalSize, finalRoot, successor));
    }

    /// @dev Exactly `threshold` signatures of different members over a struct. The domain is made for each call: on a
    /// chain that splits off, a signature holds on one side only.
    function requireSigned(bytes32 structHash, Rules calldata rules, bytes calldata signatures) private view {
        uint256 expected = uint256(rules.threshold) * SIGNATURE;
        if (signatures.length != expected) revert WrongSignaturesLength(expected, signatures.length);
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN_TYPE, keccak256("ChartSealAnchors"), keccak256("2"), block.chainid, address(this)
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, structHash));
        uint256 least = 0;
        for (uint256 at = 0; at < expected; at += SIGNATURE) {
            uint256 index = uint8(signatures[at]);
            if (index < least) revert SignersNotAscending(least, index);
            if (index >= rules.members.length) revert NoSuchMember(rules.members.length, index);
            least = index + 1;
            uint256 vs = uint256(bytes32(signatures[at + 33:at + 65]));
            uint256 s = vs & (type(uint256).max >> 1);
            if (s > LOW_S) revert HighS(LOW_S, s);
            address signer =
                ecrecover(digest, uint8(vs >> 255) + 27, bytes32(signatures[at + 1:at + 33]), bytes32(s));
            if (signer != rules.members[index]) revert WrongSigner(rules.members[index], signer);
        }
    }
}
