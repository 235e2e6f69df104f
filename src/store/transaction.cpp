#include "lmsection/store/transaction.hpp"

#include "lmsection/store/interruption.hpp"
#include "query.hpp"
#include "recorder.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string_view>

namespace lmsection::store {

namespace {

constexpr std::size_t held_at_once = 1U << 20U;    // bytes; a longer changeset is written in parts

}    // namespace

Transaction::Transaction(Database& database, References references) : writer_(database.impl()) {
    execute(writer_, references == References::checked_at_once
                         ? "BEGIN IMMEDIATE"
                         : "BEGIN IMMEDIATE; PRAGMA defer_foreign_keys = ON");
}

Transaction::~Transaction() {
    if (open_) {
        // SQLite may already have rolled back when a statement failed. If the disk fails even now,
        // the journal stays and is rolled back the next time the file is opened.
        sqlite3_exec(writer_.impl().connection->getHandle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

void Transaction::commit() {
    execute(writer_, "COMMIT");
    open_ = false;
}

void Transaction::roll_back() {
    execute(writer_, "ROLLBACK");
    open_ = false;
}

Change::Change(Database& database, ChangeInfo info, std::int64_t history_id, HistoryDetail detail)
    : info_(std::move(info)), history_id_(history_id), transaction_(database) {
    refuse_replaced(database);
    if (detail == HistoryDetail::full) {
        recorder_ = std::make_unique<Recorder>(database.impl().connection->getHandle(),
                                               database.file());
    } else {
        keep("", 0);
    }
}

Change::~Change() = default;

void Change::keep(std::optional<std::string_view> changes, std::size_t room) {
    // If the clock went backwards, the id must still be higher than those of earlier entries, and
    // different from ids that another copy makes.
    Update query{
        writer(),
        "INSERT INTO history (id, at, actor, command, undoes, changes) "
        "VALUES (max(?1, ifnull((SELECT max(id) FROM history) + max(1, ?1 % 2097152), 0)), "
        "?2, ?3, ?4, ?5, ifnull(?7, zeroblob(?6)))",
        history_id_,
        info_.at,
        info_.actor,
        info_.command,
        info_.undoes,
        static_cast<std::int64_t>(room)};
    if (changes) {
        query.bind_blob(7, *changes);    // an empty changeset is not NULL
    } else {
        query.bind_null(7);
    }
    const auto failure = query.try_run();
    if (failure && failure->getErrorCode() == SQLITE_MISMATCH) {    // no larger id is available
        throw StoreError{fmt::format("the history of {} has an entry with a number that leaves no "
                                     "room for new ones",
                                     writer().file().string()),
                         "nothing was changed; see 'lmsection doctor', or restore a copy"};
    }
    if (failure) {
        throw store_error(*failure, writer().file());
    }
}

std::size_t Change::fill_in() {
    std::string held;
    std::size_t written = 0;
    const auto write = [&] {
        write_part(writer(), "history", "changes", static_cast<int>(written), held);
        written += held.size();
        held.clear();
    };
    recorder_->each_part([&](std::string_view part) {
        held += part;
        if (held.size() >= held_at_once) {
            write();
        }
    });
    write();
    return written;
}

bool Change::record() {
    const std::size_t most = recorder_->size_at_most();
    if (most <= held_at_once) {
        if (const std::string changes = recorder_->changes(); !changes.empty()) {
            keep(changes, 0);
            return true;
        }
        return false;
    }
    keep(std::nullopt, most);
    const std::size_t size = fill_in();
    if (size < most) {    // some changes were reverted
        Update{writer(), "DELETE FROM history WHERE id = last_insert_rowid()"}.run();
        if (size > 0) {
            keep(std::nullopt, size);
            fill_in();
        }
    }
    return size > 0;
}

bool Change::commit() {
    const bool changed = !recorder_ || record();
    recorder_.reset();
    stop_if_interrupted();
    if (changed) {
        transaction_.commit();
    } else {
        transaction_.roll_back();    // which leaves the file unchanged, byte for byte
    }
    return changed;
}

}    // namespace lmsection::store
