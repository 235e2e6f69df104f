#pragma once

#include "lmsection/store/transaction.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace lmsection::store {

/// SQLite's own record of what is changed on a connection while this lives, but for the history.
class Recorder {
public:
    /// `file`: for messages. A `StoreError` where nothing can be recorded.
    Recorder(sqlite3* connection, std::filesystem::path file);
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;
    ~Recorder();

    /// A number of bytes that the changes so far do not exceed as a changeset.
    [[nodiscard]] std::size_t size_at_most() const;
    /// The changes so far, as a changeset; empty where nothing changed.
    [[nodiscard]] std::string changes() const;
    /// Hands them over in parts, where they are long.
    void each_part(const std::function<void(std::string_view)>& take) const;

private:
    void check(int code) const;

    std::filesystem::path file_;
    sqlite3_session* session_ = nullptr;
};

}    // namespace lmsection::store
