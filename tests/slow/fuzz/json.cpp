// Exports: what `import` takes in is what `export` then gives out.

#include "lmsection/app/export.hpp"
#include "properties.hpp"
#include "scratch.hpp"
#include "target.hpp"

#include <map>
#include <string>
#include <string_view>

namespace lmsection::fuzz {

namespace {

/// An empty database for each schema, kept from one input to the next: making one takes longer than
/// most inputs.
class EmptyDatabases {
public:
    store::Database& of(int schema) {
        const auto found = made_.find(schema);
        return found != made_.end()
                   ? found->second
                   : made_.emplace(schema, store::Database::create_in_memory(schema)).first->second;
    }
    /// For what has been filled.
    void renew() { made_.clear(); }

private:
    std::map<int, store::Database> made_;
};

/// The lines of a text, one at a time.
app::LineSource lines_of(std::string_view text) {
    return [text](std::string& line) mutable {
        if (text.empty()) {
            return false;
        }
        const auto end = text.find('\n');
        line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        return true;
    };
}

std::string exported(const app::Circumstances& around) {
    std::string text;
    app::export_section(app::Session::for_reading(around), app::WithHistory::yes,
                        [&](std::string_view line) { text.append(line).append("\n"); });
    return text;
}

/// What goes in comes out, and goes in again.
void demand_round_trip(std::string_view given) {
    static const Scratch scratch;
    const auto around = scratch.circumstances();
    app::import_section(around, "in.jsonl", lines_of(given));
    const std::string first = exported(around);
    scratch.clear();
    app::import_section(around, "again.jsonl", lines_of(first));
    demand(exported(around) == first, "export, import, export gives the same bytes");
    scratch.clear();
}

}    // namespace

}    // namespace lmsection::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lmsection;
    using namespace lmsection::fuzz;
    static EmptyDatabases empty;
    const std::string_view given{reinterpret_cast<const char*>(data), size};
    const bool imported = runs<RefusedError>([&] {
        app::import_into(
            [](int schema) -> auto& { return empty.of(schema); }, "in.jsonl", lines_of(given));
    });
    if (imported) {
        empty.renew();
        demand_round_trip(given);
    }
    return 0;
}
