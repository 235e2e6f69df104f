#pragma once

#include "lmsection/store/database.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// When foreign keys are checked: as each row is written, or all at once by `commit`, so that rows
/// can be written in any order.
enum class References { checked_at_once, checked_by_commit };

/// A write transaction. No other process can write until it ends; rolls back unless committed.
/// Every SQLite failure is thrown as a `StoreError`.
class Transaction {
public:
    explicit Transaction(Database& database, References references = References::checked_at_once);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// Valid until the transaction ends.
    [[nodiscard]] Writer& writer() { return writer_; }
    void commit();
    void roll_back();

private:
    Writer writer_;
    bool open_ = true;
};

/// The command behind a history entry: who ran it, what was typed, and when.
struct ChangeInfo {
    std::string actor;
    std::string command;
    std::string at;                                       ///< UTC, `2026-11-24T16:58:00Z`
    std::optional<std::int64_t> undoes = std::nullopt;    ///< the entry that it reverts
};

/// How much of a change the history records.
enum class HistoryDetail {
    full,           ///< the command and what it changed
    command_only    ///< only the command, which then cannot be undone
};

class Recorder;

/// All writes of a command, in one transaction. Takes the write lock immediately. `commit` records
/// the command and its changes in the history; without it, everything is rolled back.
class Change {
public:
    Change(Database& database, ChangeInfo info, std::int64_t history_id,
           HistoryDetail detail = HistoryDetail::full);
    Change(const Change&) = delete;
    Change& operator=(const Change&) = delete;
    ~Change();

    [[nodiscard]] Writer& writer() { return transaction_.writer(); }
    bool commit();

private:
    /// Adds the history entry; without `changes`, reserves `room` bytes for them.
    void keep(std::optional<std::string_view> changes, std::size_t room);
    /// Writes the changes into the reserved room. Returns their size in bytes.
    std::size_t fill_in();
    bool record();

    ChangeInfo info_;
    std::int64_t history_id_;
    Transaction transaction_;
    std::unique_ptr<Recorder> recorder_;    // destroyed before the transaction
};

}    // namespace lmsection::store
