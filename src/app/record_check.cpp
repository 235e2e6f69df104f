#include "record_check.hpp"

#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/store/handbook.hpp"

#include <fmt/format.h>

namespace lmsection::app {

namespace {

StoreError bad_record(const store::Reader& database, const std::string& what) {
    const std::string file = database.file().string();
    return {fmt::format("{} has a bad record: {}", file, what),
            fmt::format("nothing was changed; see 'lmsection --db {} doctor'", file)};
}

Handbook handbook_in(const store::Reader& database) {
    const std::string text = store::load_handbook(database);
    if (text == built_in_handbook_text()) {
        return built_in_handbook();
    }
    try {
        return read_handbook(text, "its handbook");
    } catch (const RefusedError& error) {
        throw bad_record(database, error.faults().front().what);
    }
}

}    // namespace

store::HandbookWords words_of(const Handbook& handbook) {
    store::HandbookWords words;
    for (const Venue& venue : handbook.venues) {
        words.venues.insert(venue.id.text());
    }
    for (const Role role : handbook.roles) {
        words.roles.emplace(word(role));
    }
    return words;
}

void require_sound_records(const store::Reader& database, const Progress& progress) {
    store::check_records(
        database, words_of(handbook_in(database)),
        [&](const store::RecordFlaw& flaw) {
            if (flaw.severity == store::Severity::fault) {
                throw bad_record(database, flaw.text());
            }
            return true;
        },
        progress);
}

}    // namespace lmsection::app
