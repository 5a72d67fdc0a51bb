// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// A contract of many habits of the compiler, for the comparison of two machines only.
contract Child {
    uint256 public immutable seed;

    constructor(uint256 value) payable {
        require(value % 3 != 0, "third");
        seed = value;
    }

    function die() external {
        selfdestruct(payable(msg.sender));
    }
}

contract Mixture {
    struct Entry {
        address owner;
        uint40 count;
        int56 balance;
        bytes32 head;
    }

    event Stored(uint256 indexed key, address indexed by, int256 value, bytes data);

    error Refused(uint256 expected, uint256 found);

    mapping(uint256 => Entry) private entries;
    mapping(address => mapping(uint256 => bytes)) private blobs;
    uint256[] private list;
    string private text;
    Child private child;

    receive() external payable {}

    function store(uint256 key, int256 value, bytes calldata data) external payable {
        Entry storage entry = entries[key % 4];
        entry.owner = msg.sender;
        entry.count++;
        entry.balance += int56(value % 1000);
        entry.head = keccak256(abi.encode(entry.head, value, data));
        blobs[msg.sender][key % 4] = data;
        emit Stored(key, msg.sender, value, data);
    }

    function clear(uint256 key) external {
        delete entries[key % 4];
        delete blobs[msg.sender][key % 4];
    }

    function signed(int256 a, int256 b, uint256 shift) external pure returns (int256, int256, int256, bool, int8) {
        unchecked {
            int256 d = b == 0 ? int256(1) : b;
            return (a / d, a % d, a >> shift, a < b, int8(a));
        }
    }

    function checked(uint256 a, uint256 b) external pure returns (uint256, uint256, uint256) {
        return (a + b, a * b, a - b);
    }

    function modular(uint256 a, uint256 b, uint256 n) external pure returns (uint256, uint256, uint256) {
        return (addmod(a, b, n), mulmod(a, b, n), a ** (b % 300));
    }

    function push(uint256[] calldata values) external returns (uint256 length) {
        for (uint256 i = 0; i < values.length; i++) list.push(values[i]);
        while (list.length > 6) list.pop();
        return list.length;
    }

    function at(uint256 index) external view returns (uint256) {
        return list[index];
    }

    function setText(string calldata value) external {
        text = string.concat(value, bytes(text).length > 60 ? "" : text);
    }

    function hashes(bytes calldata data) external view returns (bytes32, bytes20, bytes32, address, string memory) {
        return (sha256(data), ripemd160(data), keccak256(bytes(text)), ecrecover(keccak256(data), 27, bytes32("r"), bytes32("s")), text);
    }

    function make(uint256 value, bool salted) external payable returns (address made) {
        try this.deploy{value: msg.value}(value % 100, salted) returns (address result) {
            made = result;
        } catch Error(string memory reason) {
            text = reason;
        } catch (bytes memory data) {
            emit Stored(value, msg.sender, int256(data.length), data);
        }
    }

    function deploy(uint256 value, bool salted) external payable returns (address) {
        child = salted ? new Child{salt: bytes32(value), value: msg.value}(value) : new Child{value: msg.value}(value);
        return address(child);
    }

    function kill() external {
        if (address(child) == address(0)) revert Refused(1, 0);
        uint256 seed = child.seed();
        child.die();
        emit Stored(seed, address(child), int256(address(this).balance), "");
    }

    function delegate(bytes calldata data) external returns (bool ok, bytes memory result) {
        (ok, result) = address(this).delegatecall(abi.encodePacked(this.push.selector, data));
    }

    function here() external view returns (uint256, uint256, address, bytes32, uint256) {
        return (block.chainid, address(this).balance, tx.origin, address(this).codehash, msg.sender.code.length);
    }

    function pay(address payable to, uint256 amount) external {
        to.transfer(amount % 1000);
    }
}
