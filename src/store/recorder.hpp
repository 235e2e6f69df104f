#pragma once

#include "lmsection/store/transaction.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// Records the changes made on a connection during this object's lifetime, except those to the
/// history.
class Recorder {
public:
    /// `file`: the name for messages. Throws a `StoreError` if recording cannot start.
    Recorder(sqlite3* connection, std::filesystem::path file);
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;
    ~Recorder();

    /// An upper bound on the size in bytes of the changes so far.
    [[nodiscard]] std::size_t size_at_most() const;
    /// The changes so far, as a changeset; empty where nothing changed.
    [[nodiscard]] std::string changes() const;
    /// Passes them to `visit` in parts if they are long.
    void each_part(const std::function<void(std::string_view)>& visit) const;

private:
    void check(int code) const;

    std::filesystem::path file_;
    sqlite3_session* session_ = nullptr;
};

}    // namespace lmsection::store
