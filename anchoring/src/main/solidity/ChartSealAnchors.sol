// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title Append-only anchors of Merkle log checkpoints, version 1
/// @notice Holds many logs. Each is one chain of anchors that only its publisher extends, one at a time, and that
/// nobody can shorten, rewrite or hand over: the contract has no owner, no upgrade, no deletion and holds no ether.
/// @dev An anchor binds (sequence, tree size, root) to everything before it:
/// head = keccak256(abi.encode(logId, previousHead, sequence, treeSize, root)), and an empty log's head is zero.
contract ChartSealAnchors {
    /// @notice Version of this interface.
    uint256 public constant VERSION = 1;

    /// @dev One slot for all that changes but the head: two storage writes an anchor. 2^40 anchors at one a second
    /// are 34,000 years; 2^56 leaves are 7 * 10^16.
    struct Log {
        address publisher;
        uint40 sequence;
        uint56 treeSize;
        bytes32 head;
    }

    mapping(bytes32 logId => Log) private logs;

    event LogCreated(
        bytes32 indexed logId,
        address indexed publisher,
        bytes32 indexed originHash,
        bytes32 membersHash,
        bytes32 nonce
    );

    event Anchored(bytes32 indexed logId, uint64 indexed sequence, uint64 treeSize, bytes32 root, bytes32 head);

    error LogExists(bytes32 logId);
    error UnknownLog(bytes32 logId);
    error NotPublisher(address expected, address found);
    error WrongSequence(uint64 expected, uint64 found);
    error WrongPreviousHead(bytes32 expected, bytes32 found);
    error TreeNotGrowing(uint64 current, uint64 found);
    error TreeTooLarge(uint64 maximum, uint64 found);

    /// @notice Creates an empty log that only the caller can extend.
    /// @param originHash SHA-256 of the log's origin line
    /// @param nonce tells apart several logs of one creator and origin
    /// @return logId see logIdOf; another caller gets another id, so that none can be squatted
    function createLog(bytes32 originHash, bytes32 nonce) external returns (bytes32 logId) {
        logId = logIdOf(msg.sender, originHash, nonce);
        Log storage log = logs[logId];
        if (log.publisher != address(0)) revert LogExists(logId);
        log.publisher = msg.sender;
        emit LogCreated(logId, msg.sender, originHash, bytes32(0), nonce);
    }

    /// @notice Appends one checkpoint: compare and append, so that a stale or forked writer is refused.
    /// @param sequence the current sequence plus one
    /// @param previousHead the current head, zero for an empty log
    /// @param treeSize leaves under the root, more than the current anchor's
    /// @param root RFC 6962 tree head hash
    function anchor(bytes32 logId, uint64 sequence, bytes32 previousHead, uint64 treeSize, bytes32 root) external {
        Log storage log = logs[logId];
        (address publisher, uint64 lastSequence, uint64 lastSize) = (log.publisher, log.sequence, log.treeSize);
        if (publisher == address(0)) revert UnknownLog(logId);
        if (publisher != msg.sender) revert NotPublisher(publisher, msg.sender);
        if (sequence != lastSequence + 1) revert WrongSequence(lastSequence + 1, sequence);
        bytes32 lastHead = log.head;
        if (previousHead != lastHead) revert WrongPreviousHead(lastHead, previousHead);
        if (treeSize <= lastSize) revert TreeNotGrowing(lastSize, treeSize);
        if (treeSize > type(uint56).max) revert TreeTooLarge(type(uint56).max, treeSize);
        bytes32 head = keccak256(abi.encode(logId, previousHead, sequence, treeSize, root));
        // The publisher is written back unchanged: it shares the slot.
        log.publisher = publisher;
        log.sequence = uint40(sequence);
        log.treeSize = uint56(treeSize);
        log.head = head;
        emit Anchored(logId, sequence, treeSize, root, head);
    }

    /// @notice The newest anchor of a log; sequence, size and head are zero before the first.
    function headOf(bytes32 logId)
        external
        view
        returns (address publisher, uint64 sequence, uint64 treeSize, bytes32 head)
    {
        Log storage log = logs[logId];
        if (log.publisher == address(0)) revert UnknownLog(logId);
        return (log.publisher, log.sequence, log.treeSize, log.head);
    }

    /// @notice Whether the log was created.
    function exists(bytes32 logId) external view returns (bool) {
        return logs[logId].publisher != address(0);
    }

    /// @notice The id a log of this creator has on this chain in this contract. The fifth word is the hash of the
    /// members that must co-sign: there are none in version 1, so it is zero.
    function logIdOf(address creator, bytes32 originHash, bytes32 nonce) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), creator, originHash, bytes32(0), nonce));
    }
}
