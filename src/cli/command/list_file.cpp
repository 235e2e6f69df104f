#include "command/list_file.hpp"

#include "format/delimited.hpp"
#include "lmsection/store/file.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace lmsection::cli {

std::vector<Argument> add_list_options(Arguments& arguments, const ListFileOptions& options,
                                       std::string_view map_help) {
    std::vector<Argument> added;
    if (options.bad_file != nullptr) {
        added.push_back(arguments
                            .option("--skip-bad BAD", *options.bad_file,
                                    "Record the good rows, and write the others to this CSV file "
                                    "for you to correct")
                            .not_empty());
    }
    added.push_back(arguments.option("--map FIELD=COLUMN", options.map, map_help).once_each());
    added.push_back(
        arguments.option("--ignore COLUMN", options.ignore, "Ignore a column").once_each());
    if (options.save_map != nullptr) {
        added.push_back(
            arguments
                .option("--save-map MAPPING", *options.save_map,
                        "Save how the columns are read, for files with the same headers")
                .not_empty());
    }
    added.push_back(arguments
                        .option("--sheet SHEET", options.sheet,
                                "Read only this sheet of a workbook (default: all)")
                        .not_empty());
    return added;
}

void check_bad_file(const std::string& bad_file, const std::string& input, const Context& context) {
    if (bad_file.empty()) {
        return;
    }
    const std::string& output = context.globals().output;
    const auto database = context.circumstances(store::Access::writing).database;
    const bool is_result = bad_file == "-" ||
                           (!output.empty() && store::is_same_file(bad_file, output));
    const bool is_input = input != "-" && store::is_same_file(bad_file, input);
    const bool is_database = !database.empty() &&
                             store::is_database_or_side_file(bad_file, database);
    if (is_result || is_input || is_database) {
        throw UsageError{fmt::format("--skip-bad {} is {}", bad_file,
                                     is_result  ? "where the result goes"
                                     : is_input ? "the input file"
                                                : "the database, or a file that belongs to it"),
                         "name another file"};
    }
}

std::function<void(const std::vector<std::vector<std::string>>&)>
writer_of_bad_rows(const std::string& bad_file, const Context& context) {
    return [file = bad_file,
            dry_run = context.dry_run()](const std::vector<std::vector<std::string>>& table) {
        if (dry_run) {
            return;
        }
        ColumnList columns;
        for (const std::string& name : table.front()) {
            columns.push_back({.name = name, .heading = name});
        }
        FileSink sink{file};
        const auto writer = make_csv(columns, sink, false);
        for (std::size_t i = 1; i < table.size(); ++i) {
            writer->row(std::vector<Cell>{table[i].begin(), table[i].end()});
        }
        writer->end();
        sink.finish();
    };
}

}    // namespace lmsection::cli
