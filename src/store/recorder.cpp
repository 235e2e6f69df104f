#include "recorder.hpp"

#include "lmsection/domain/errors.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace lmsection::store {

namespace {

int is_recorded(void*, const char* table) {
    return std::string_view{table} == "history" ? 0 : 1;
}

}    // namespace

Recorder::Recorder(sqlite3* connection, std::filesystem::path file) : file_(std::move(file)) {
    check(sqlite3session_create(connection, "main", &session_));
    sqlite3session_table_filter(session_, is_recorded, nullptr);
    check(sqlite3session_attach(session_, nullptr));
}

Recorder::~Recorder() {
    sqlite3session_delete(session_);
}

std::string Recorder::changes() const {
    int size = 0;
    void* bytes = nullptr;
    check(sqlite3session_changeset(session_, &size, &bytes));
    std::string changes{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
    sqlite3_free(bytes);
    return changes;
}

void Recorder::check(int code) const {
    if (code != SQLITE_OK) {
        throw StoreError{fmt::format("the changes to {} cannot be recorded: {}", file_.string(),
                                     sqlite3_errstr(code)),
                         "nothing was changed; try again"};
    }
}

}    // namespace lmsection::store
