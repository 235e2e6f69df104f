#include "lmsection/cli/format/format.hpp"

#include "format/delimited.hpp"
#include "format/html.hpp"
#include "format/json.hpp"
#include "format/markdown.hpp"
#include "format/table.hpp"
#include "format/xlsx.hpp"
#include "lmsection/base/name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::cli {

namespace {

template <class Wanted>
std::vector<std::size_t> indexes(std::span<const Column> columns, Wanted wanted) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (wanted(columns[i].audience)) {
            found.push_back(i);
        }
    }
    return found;
}

}    // namespace

Outcome<Format> parse_format(std::string_view text, std::span<const Format> takes) {
    std::vector<std::string> words;
    for (const Format format : takes) {
        if (text == word(format)) {
            return format;
        }
        words.emplace_back(word(format));
    }
    const bool means_xlsx = (text == "excel" || text == "xls") &&
                            std::ranges::find(takes, Format::xlsx) != takes.end();
    return Fault{fmt::format("{} is not a format of this command", in_quotes(text)),
                 means_xlsx ? "did you mean xlsx?"
                            : fmt::format("use {}", listed(words, words.size()))};
}

bool is_binary(Format format) {
    return format == Format::xlsx;
}

std::unique_ptr<RowWriter> make_writer(Format format, ColumnList columns, Sink& sink,
                                       const Look& look) {
    switch (format) {
    case Format::table: return make_table(std::move(columns), sink, look);
    case Format::csv: return make_csv(columns, sink, look.byte_order_mark);
    case Format::tsv: return make_tsv(columns, sink);
    case Format::json: return make_json(columns, sink);
    case Format::jsonl: return make_jsonl(columns, sink);
    case Format::md: return make_markdown(columns, sink);
    case Format::html: return make_html(columns, sink, look.page);
    case Format::xlsx: return make_xlsx(columns, sink, look.day);
    default: return nullptr;    // no rows
    }
}

std::vector<std::size_t> columns_for_scripts(std::span<const Column> columns) {
    return indexes(columns, [](Audience audience) { return audience != Audience::people; });
}

std::vector<std::size_t> columns_for_people(std::span<const Column> columns) {
    return indexes(columns, [](Audience audience) {
        return audience == Audience::everyone || audience == Audience::people;
    });
}

std::string plain_text(const Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell.value)) {
        return std::string{*text};
    }
    if (const auto* number = std::get_if<std::int64_t>(&cell.value)) {
        return fmt::format("{}", *number);
    }
    if (const auto* flag = std::get_if<bool>(&cell.value)) {
        return *flag ? "true" : "false";
    }
    return {};
}

}    // namespace lmsection::cli
