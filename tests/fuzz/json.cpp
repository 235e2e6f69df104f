// Exports: what `import` takes in is what `export` then gives out, and what it refuses leaves
// nothing behind.

#include "lmsection/app/transfer.hpp"
#include "properties.hpp"
#include "scratch.hpp"
#include "target.hpp"

#include <string>
#include <string_view>

namespace lmsection::fuzz {

namespace {

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

}    // namespace

}    // namespace lmsection::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace lmsection;
    using namespace lmsection::fuzz;
    static const Scratch scratch;
    const std::string_view given{reinterpret_cast<const char*>(data), size};
    const auto around = scratch.circumstances();
    const bool imported = runs<RefusedError>(
        [&] { app::import_section(around, "in.jsonl", lines_of(given)); });
    if (!imported) {
        demand(scratch.files().empty(), "an import that is refused leaves nothing behind");
        return 0;
    }
    const std::string first = exported(around);
    scratch.clear();
    app::import_section(around, "again.jsonl", lines_of(first));
    demand(exported(around) == first, "export, import, export gives the same bytes");
    scratch.clear();
    return 0;
}
