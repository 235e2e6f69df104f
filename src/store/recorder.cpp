#include "recorder.hpp"

#include "lmsection/base/error.hpp"

#include <fmt/format.h>

#include <exception>
#include <string_view>
#include <utility>

namespace lmsection::store {

namespace {

int is_recorded(void*, const char* table) {
    const std::string_view name{table};
    return name == "history" || name == "revision" ? 0 : 1;
}

/// Adapts a callback for SQLite's C code, through which no exception may pass.
struct PartTaker {
    const std::function<void(std::string_view)>& visit;
    std::exception_ptr thrown;

    static int take_part(void* self, const void* bytes, int size) {
        auto& taker = *static_cast<PartTaker*>(self);
        try {
            taker.visit({static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
            return SQLITE_OK;
        } catch (...) {
            taker.thrown = std::current_exception();
            return SQLITE_ABORT;
        }
    }
};

}    // namespace

Recorder::Recorder(sqlite3* connection, std::filesystem::path file) : file_(std::move(file)) {
    check(sqlite3session_create(connection, "main", &session_));
    int on = 1;
    check(sqlite3session_object_config(session_, SQLITE_SESSION_OBJCONFIG_SIZE, &on));
    sqlite3session_table_filter(session_, is_recorded, nullptr);
    check(sqlite3session_attach(session_, nullptr));
}

Recorder::~Recorder() {
    sqlite3session_delete(session_);
}

std::size_t Recorder::size_at_most() const {
    return static_cast<std::size_t>(sqlite3session_changeset_size(session_));
}

std::string Recorder::changes() const {
    std::string changes;
    each_part([&](std::string_view part) { changes += part; });
    return changes;
}

void Recorder::each_part(const std::function<void(std::string_view)>& visit) const {
    PartTaker taker{visit, {}};
    const int code = sqlite3session_changeset_strm(session_, PartTaker::take_part, &taker);
    if (taker.thrown) {
        std::rethrow_exception(taker.thrown);
    }
    check(code);
}

void Recorder::check(int code) const {
    if (code != SQLITE_OK) {
        throw StoreError{fmt::format("the changes to {} cannot be recorded: {}", file_.string(),
                                     sqlite3_errstr(code)),
                         "nothing was changed; try again"};
    }
}

}    // namespace lmsection::store
