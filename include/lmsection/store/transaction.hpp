#pragma once

#include "lmsection/store/database.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// When references between rows are checked: as each row is written, or all of them by `commit`, so
/// that rows may be written in any order.
enum class References { checked_at_once, checked_by_commit };

/// A transaction that writes. No other process can write until it ends; rolled back unless it is
/// committed. Every failure of SQLite is a `StoreError`.
class Transaction {
public:
    explicit Transaction(const Database& database,
                         References references = References::checked_at_once);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    void commit();
    void roll_back();

private:
    const Database& database_;
    bool open_ = true;
};

/// Who did something, when and with what words.
struct Deed {
    std::string actor;
    std::string command;
    std::string at;                                       ///< UTC, `2026-11-24T16:58:00Z`
    std::optional<std::int64_t> undoes = std::nullopt;    ///< the entry that it takes back
};

/// What the history keeps of a change.
enum class Kept {
    everything,    ///< the deed and what it changed
    deed           ///< the deed alone, which then cannot be taken back
};

class Recorder;

/// A command's writes: all of them or none. Taken at once against other writers; what changed is
/// kept in the history beside the deed. Without `commit` everything is taken back.
class Change {
public:
    Change(const Database& database, Deed deed, std::int64_t history_id,
           Kept kept = Kept::everything);
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;
    ~Change();

    bool commit();

private:
    /// Adds the entry; without `changes` with room for so many bytes of them.
    void keep(std::optional<std::string_view> changes, std::size_t room);
    /// Writes the changes into that room; how many bytes they are.
    std::size_t fill_in();
    bool record();

    const Database& database_;
    Deed deed_;
    std::int64_t history_id_;
    Transaction transaction_;
    std::unique_ptr<Recorder> recorder_;    // ends before the transaction
};

}    // namespace lmsection::store
