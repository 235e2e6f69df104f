// A workbook, written by libxlsxwriter: the same columns as for scripts, with real dates and a
// frozen header with filters. The library writes rows to temporary files instead of keeping them in
// memory; these and the workbook are in a temporary folder.
#include "format/xlsx.hpp"

#include "lmsection/base/text.hpp"

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <stdio_ext.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace lmsection::cli {

namespace {

namespace fs = std::filesystem;

/// The functions of libxlsxwriter that are used here. The library is loaded only to write a
/// workbook: linking it and its dependencies would add 1.3 ms to every start.
struct Library {
    void* file = ::dlopen(LMSECTION_XLSXWRITER, RTLD_NOW | RTLD_LOCAL);

// NOLINTNEXTLINE(bugprone-macro-parentheses): the name of a declaration takes no parentheses
#define LMSECTION_FUNCTION(name)                                                                   \
    decltype(&::name) name = reinterpret_cast<decltype(&::name)>(address(#name))
    LMSECTION_FUNCTION(workbook_new_opt);
    LMSECTION_FUNCTION(workbook_add_worksheet);
    LMSECTION_FUNCTION(workbook_add_format);
    LMSECTION_FUNCTION(workbook_set_properties);
    LMSECTION_FUNCTION(workbook_close);
    LMSECTION_FUNCTION(worksheet_write_string);
    LMSECTION_FUNCTION(worksheet_write_number);
    LMSECTION_FUNCTION(worksheet_write_boolean);
    LMSECTION_FUNCTION(worksheet_write_datetime);
    LMSECTION_FUNCTION(worksheet_set_column);
    LMSECTION_FUNCTION(worksheet_freeze_panes);
    LMSECTION_FUNCTION(worksheet_autofilter);
    LMSECTION_FUNCTION(format_set_bold);
    LMSECTION_FUNCTION(format_set_num_format);
    LMSECTION_FUNCTION(lxw_strerror);
#undef LMSECTION_FUNCTION

private:
    /// Throws a `StoreError` with the name of the Debian package if the library or the function is
    /// missing.
    [[nodiscard]] void* address(const char* name) const {
        void* found = file == nullptr ? nullptr : ::dlsym(file, name);
        if (found != nullptr) {
            return found;
        }
        const char* message = ::dlerror();    // NOLINT(concurrency-mt-unsafe)
        if (message != nullptr && std::string_view{message}.ends_with("Too many open files")) {
            throw StoreError{LMSECTION_XLSXWRITER " cannot be loaded: too many open files",
                             "raise the limit with 'ulimit -n' and try again"};
        }
        throw StoreError{LMSECTION_XLSXWRITER " cannot be loaded",
                         "install the package " LMSECTION_XLSXWRITER_PACKAGE};
    }
};

/// A private temporary folder, removed with the object.
class WorkFolder {
public:
    WorkFolder() {
        std::error_code error;
        std::string name = fs::temp_directory_path(error) / "lmsection-XXXXXX";
        if (error || ::mkdtemp(name.data()) == nullptr) {
            throw StoreError{fmt::format("cannot create a temporary folder for the workbook: {}",
                                         error ? error.message() : std::strerror(errno)),
                             "set TMPDIR to an existing folder with free space"};
        }
        path_ = name;
        // Opened now, because there may be no free descriptor when it is removed.
        opened_ = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (opened_ < 0) {
            const int reason = errno;
            ::rmdir(path_.c_str());
            throw StoreError{fmt::format("cannot open the workbook's temporary folder: {}",
                                         std::strerror(reason)),
                             "raise the limit with 'ulimit -n' and try again"};
        }
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    ~WorkFolder() {
        if (DIR* folder = ::fdopendir(opened_)) {
            while (const dirent* entry = ::readdir(folder)) {    // NOLINT(concurrency-mt-unsafe)
                ::unlinkat(opened_, entry->d_name, 0);           // `.` and `..` stay
            }
            ::closedir(folder);
        }
        ::rmdir(path_.c_str());
    }
    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
    int opened_ = -1;
};

/// Drops what the library prints on stderr, which this program does not use itself.
class SilentStandardError {
public:
    SilentStandardError() { std::setvbuf(stderr, buffer_.data(), _IOFBF, buffer_.size()); }
    SilentStandardError(const SilentStandardError&) = delete;
    SilentStandardError& operator=(const SilentStandardError&) = delete;
    ~SilentStandardError() {
        ::__fpurge(stderr);
        std::setvbuf(stderr, nullptr, _IONBF, 0);
    }

private:
    std::array<char, 16384> buffer_{};
};

/// Columns with dates have these names in every table (docs/scripts.md).
bool is_date_column(std::string_view column) {
    return column == "date" || column == "due" || column == "start" || column == "end" ||
           column.ends_with("_on");
}

lxw_datetime datetime_of(Date day) {
    return {static_cast<int>(day.year()),
            static_cast<int>(static_cast<unsigned>(day.month())),
            static_cast<int>(static_cast<unsigned>(day.day())),
            0,
            0,
            0};
}

/// "Submitted on" for `submitted_on`: a header for people. A slug is the short name of a group.
std::string plain_header(std::string_view column) {
    std::string header{column};
    if (header == "slug" || header.ends_with("_slug")) {
        header.replace(header.size() - 4, 4, "short_name");
    }
    std::ranges::replace(header, '_', ' ');
    if (!header.empty() && header.front() >= 'a' && header.front() <= 'z') {
        header.front() = static_cast<char>(header.front() - 'a' + 'A');
    }
    return header;
}

constexpr std::size_t longest_name = 31;    // of a sheet, in UTF-16 units

/// The beginning of `text` with at most `units` in UTF-16; characters are not split.
std::string_view head_of(std::string_view text, std::size_t units) {
    std::size_t end = 0;
    std::size_t used = 0;
    while (end < text.size()) {
        const std::size_t bytes = first_character(text.substr(end)).size();
        used += bytes == 4 ? 2 : 1;
        if (used > units) {
            break;
        }
        end += bytes;
    }
    return text.substr(0, end);
}

std::string without_forbidden(std::string_view text) {
    constexpr std::string_view forbidden = R"([]:*?/\)";
    std::string result = harmless(text);
    for (char& c : result) {
        c = forbidden.find(c) == std::string_view::npos ? c : '-';
    }
    return result;
}

constexpr std::string_view not_at_ends = " '";

/// Names of sheets that every spreadsheet accepts: at most 31 UTF-16 units, without
/// `[ ] : * ? / \`, no apostrophe at either end, not "History", unique ignoring case.
class SheetNames {
public:
    /// A valid, unused name close to `wanted`.
    std::string name_for(std::string_view wanted) {
        const std::string legal = without_forbidden(wanted);
        std::string name{trimmed(head_of(trimmed(legal, not_at_ends), longest_name), not_at_ends)};
        if (name.empty() || lower_case(name) == "history") {    // reserved by Excel
            name = "Sheet";
        }
        const std::string base = name;
        for (int number = 2; !used_.insert(lower_case(name)).second; ++number) {
            const std::string suffix = fmt::format(" ({})", number);
            name = std::string{trimmed(head_of(base, longest_name - suffix.size()), not_at_ends)} +
                   suffix;
        }
        return name;
    }

private:
    std::set<std::string> used_;    ///< in lower case
};

struct OpenSheet {
    lxw_worksheet* worksheet = nullptr;
    lxw_row_t last_row = 0;    ///< 0 is the header
    std::vector<std::size_t> widths;
};

}    // namespace

/// The workbook in the library, and the file that it writes.
class WorkbookFile {
public:
    explicit WorkbookFile(Date day) {
        errno = 0;    // read after an error of the library
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = folder_name_.data();
        book_ = library_.workbook_new_opt(file_.c_str(), &options);
        if (book_ == nullptr) {
            throw failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
        }
        lxw_doc_properties properties{};
        properties.created = date::sys_days{day}.time_since_epoch() / std::chrono::seconds{1};
        check(library_.workbook_set_properties(book_, &properties));
        bold_ = library_.workbook_add_format(book_);
        library_.format_set_bold(bold_);
        as_day_ = library_.workbook_add_format(book_);
        library_.format_set_num_format(as_day_, "yyyy-mm-dd");
    }
    WorkbookFile(const WorkbookFile&) = delete;
    WorkbookFile& operator=(const WorkbookFile&) = delete;
    ~WorkbookFile() {
        if (book_ != nullptr) {
            library_.workbook_close(book_);    // the only way to free it
        }
    }

    /// A new sheet with a name close to `wanted`.
    [[nodiscard]] OpenSheet begin(std::string_view wanted, std::span<const std::string> headers) {
        OpenSheet sheet;
        const std::string name = names_.name_for(wanted);
        sheet.worksheet = library_.workbook_add_worksheet(book_, name.c_str());
        if (sheet.worksheet == nullptr) {
            throw failed(LXW_ERROR_PARAMETER_VALIDATION);
        }
        lxw_col_t column = 0;
        for (const std::string& header : headers) {
            check(library_.worksheet_write_string(sheet.worksheet, 0, column++, header.c_str(),
                                                  bold_));
            sheet.widths.push_back(length_of(header) + 3);    // room for the filter's button
        }
        return sheet;
    }

    void write(OpenSheet& sheet, lxw_col_t column, const Column& about, const Cell& cell) {
        lxw_worksheet* to = sheet.worksheet;
        const std::string text = plain_text(cell);
        sheet.widths[column] = std::max(sheet.widths[column], length_of(text) + 1);
        const auto day = is_date_column(about.name) ? parse_iso_date(text) : std::nullopt;
        if (day) {
            lxw_datetime value = datetime_of(*day);
            check(library_.worksheet_write_datetime(to, sheet.last_row, column, &value, as_day_));
        } else if (const auto* number = std::get_if<std::int64_t>(&cell.value)) {
            check(library_.worksheet_write_number(to, sheet.last_row, column,
                                                  static_cast<double>(*number), nullptr));
        } else if (const auto* flag = std::get_if<bool>(&cell.value)) {
            check(library_.worksheet_write_boolean(to, sheet.last_row, column, *flag ? 1 : 0,
                                                   nullptr));
        } else if (!text.empty()) {
            const lxw_error error = library_.worksheet_write_string(to, sheet.last_row, column,
                                                                    text.c_str(), nullptr);
            if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
                throw StoreError{fmt::format("the {} in row {} is too long for a workbook, whose "
                                             "cells take 32,767 characters",
                                             about.name, sheet.last_row),
                                 "use --format csv"};
            }
            check(error);
        }
    }

    void finish(const OpenSheet& sheet) {
        constexpr std::size_t widest = 60;
        for (std::size_t i = 0; i < sheet.widths.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const auto width = static_cast<double>(std::min(sheet.widths[i], widest));
            check(library_.worksheet_set_column(sheet.worksheet, column, column, width, nullptr));
        }
        library_.worksheet_freeze_panes(sheet.worksheet, 1, 0);
        const auto last = static_cast<lxw_col_t>(sheet.widths.size() - 1);
        check(library_.worksheet_autofilter(sheet.worksheet, 0, 0, sheet.last_row, last));
    }

    void write_to(Sink& sink) {
        lxw_workbook* book = std::exchange(book_, nullptr);
        check(library_.workbook_close(book));
        std::ifstream file{file_, std::ios::binary};
        std::array<char, 65536> part{};
        while (file.read(part.data(), part.size()) || file.gcount() > 0) {
            sink.write({part.data(), static_cast<std::size_t>(file.gcount())});
        }
        if (!file.eof()) {
            throw failed(LXW_ERROR_READING_TMPFILE);
        }
    }

private:
    [[nodiscard]] StoreError failed(lxw_error error) const {
        const int reason = errno;
        if (reason == EMFILE || reason == EFBIG) {
            return {fmt::format("the workbook cannot be written: {}", std::strerror(reason)),
                    fmt::format("raise the limit with 'ulimit -{}' and try again",
                                reason == EMFILE ? 'n' : 'f')};
        }
        return {fmt::format("the workbook cannot be written: {}", library_.lxw_strerror(error)),
                "check the free space in the folder for temporary files"};
    }
    void check(lxw_error error) const {
        if (error != LXW_NO_ERROR) {
            throw failed(error);
        }
    }

    SilentStandardError silent_;
    WorkFolder folder_;
    std::string folder_name_ = folder_.path().string();
    fs::path file_ = folder_.path() / "book.xlsx";
    Library library_;
    SheetNames names_;
    lxw_workbook* book_ = nullptr;
    lxw_format* bold_ = nullptr;
    lxw_format* as_day_ = nullptr;
};

namespace {

/// Writes rows to sheets of a workbook: one for all, or one for each value of a column.
class SheetWriter : public RowWriter {
public:
    /// `title`: of the sheet, where there is one for all. `whole`: where to write a workbook of
    /// only this table, with column names for scripts; null for a part of one, with plain headers.
    SheetWriter(std::shared_ptr<WorkbookFile> file, ColumnList columns, std::string title,
                Sink* whole)
        : file_(std::move(file)), columns_(std::move(columns)), title_(std::move(title)),
          shown_(columns_for_scripts(columns_)), whole_(whole) {
        for (const std::size_t i : shown_) {
            const std::string_view name = columns_[i].name;
            headers_.push_back(whole != nullptr ? std::string{name} : plain_header(name));
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].own_sheet && whole != nullptr) {
                sheet_column_ = i;
            }
        }
    }

    void row(std::span<const Cell> cells) override {
        OpenSheet& sheet = sheet_for(sheet_column_ ? plain_text(cells[*sheet_column_]) : "");
        ++sheet.last_row;
        lxw_col_t column = 0;
        for (const std::size_t i : shown_) {
            file_->write(sheet, column++, columns_[i], cells[i]);
        }
    }

    void end() override {
        if (sheets_.empty()) {
            sheet_for("");
        }
        for (const auto& [value, sheet] : sheets_) {
            file_->finish(sheet);
        }
        if (whole_ != nullptr) {
            file_->write_to(*whole_);
        }
    }

private:
    /// The sheet for rows with that value; a new one if it is full.
    OpenSheet& sheet_for(const std::string& value) {
        OpenSheet& sheet = sheets_[value];
        if (sheet.worksheet != nullptr && sheet.last_row + 1 == LXW_ROW_MAX) {
            file_->finish(sheet);
            sheet = OpenSheet{};
        }
        if (sheet.worksheet == nullptr) {
            sheet = file_->begin(value.empty() ? title_ : value, headers_);
        }
        return sheet;
    }

    std::shared_ptr<WorkbookFile> file_;
    ColumnList columns_;
    std::string title_;
    std::vector<std::size_t> shown_;
    Sink* whole_;
    std::vector<std::string> headers_;
    std::optional<std::size_t> sheet_column_;
    std::map<std::string, OpenSheet> sheets_;
};

}    // namespace

std::unique_ptr<RowWriter> make_xlsx(ColumnList columns, Sink& sink, Date day) {
    return std::make_unique<SheetWriter>(std::make_shared<WorkbookFile>(day), std::move(columns),
                                         "lmsection", &sink);
}

Workbook::Workbook(Date day) : file_(std::make_shared<WorkbookFile>(day)) {}

std::unique_ptr<RowWriter> Workbook::add_sheet(std::string_view title, ColumnList columns) {
    return std::make_unique<SheetWriter>(file_, std::move(columns), std::string{title}, nullptr);
}

void Workbook::write_to(Sink& sink) {
    file_->write_to(sink);
}

}    // namespace lmsection::cli
