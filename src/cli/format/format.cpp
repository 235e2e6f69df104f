#include "lmsection/cli/format/format.hpp"

#include "format/delimited.hpp"
#include "format/html.hpp"
#include "format/json.hpp"
#include "format/markdown.hpp"
#include "format/table.hpp"
#include "format/xlsx.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

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

std::string_view word(Format format) {
    switch (format) {
    case Format::table: return "table";
    case Format::csv: return "csv";
    case Format::tsv: return "tsv";
    case Format::json: return "json";
    case Format::jsonl: return "jsonl";
    case Format::md: return "md";
    case Format::html: return "html";
    case Format::xlsx: return "xlsx";
    case Format::vcf: return "vcf";
    case Format::emails: return "emails";
    case Format::ics: return "ics";
    case Format::dot: return "dot";
    case Format::svg: return "svg";
    case Format::eml: return "eml";
    case Format::mbox: return "mbox";
    }
    return {};
}

Outcome<Format> parse_format(std::string_view text, std::span<const Format> takes) {
    std::vector<std::string> words;
    for (const Format format : takes) {
        if (text == word(format)) {
            return format;
        }
        words.emplace_back(word(format));
    }
    const bool means_excel = text == "excel" || text == "xls";
    const auto has_xlsx = std::find(takes.begin(), takes.end(), Format::xlsx) != takes.end();
    if (means_excel && has_xlsx) {
        return Fault{fmt::format("{} is not a format of this command", in_quotes(text)),
                     "did you mean xlsx?"};
    }
    return Fault{fmt::format("{} is not a format of this command", in_quotes(text)),
                 fmt::format("use {}", listed(words, words.size()))};
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
    case Format::md: return make_markdown(std::move(columns), sink);
    case Format::html: return make_html(columns, sink, look.page);
    case Format::xlsx: return make_xlsx(columns, sink, look.day);
    case Format::vcf:
    case Format::emails:
    case Format::ics:
    case Format::dot:
    case Format::svg:
    case Format::eml:
    case Format::mbox: break;    // no rows
    }
    return nullptr;
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
