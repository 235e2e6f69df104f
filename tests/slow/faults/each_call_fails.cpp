// Commands that write, run in this process with each of their calls failing in turn: every one ends
// in one clear line and the old content, or copes.
//
// usage: each_call_fails SOURCE_FOLDER [STEP [COMMAND]]
// STEP: of so many calls one fails, but of the syncs and truncates each; every call by default.
// COMMAND: only this one, as the table names it.
#include "failing_calls.hpp"
#include "lmsection/cli/context.hpp"
#include "lmsection/cli/run.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using lmsection::cli::Environment;
using lmsection::test::Failing;
using lmsection::test::Fault;
using lmsection::test::Plan;
using Words = std::vector<std::string>;

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error{what};
}

class Text : public lmsection::cli::Sink {
public:
    void write(std::string_view text) override { text_ += text; }
    void finish() override {}
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

struct Result {
    int status = -1;
    std::string out;
    std::string err;
};

/// A folder of its own with a section's database and what a command reads.
class Place {
public:
    Place() {
        std::string name = fs::temp_directory_path() / "lmsection-faults-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) {
            fail("no folder can be made");
        }
        path_ = name;
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    [[nodiscard]] fs::path file(std::string_view name) const { return path_ / name; }
    [[nodiscard]] std::string database() const { return file("section.db"); }

    /// Runs a command through the entry point that `main` uses. Every run is at the same moment
    /// with the same random numbers, but for `moment`, so that two runs make the same ids.
    [[nodiscard]] Result run(Words words, std::int64_t moment = 0) const {
        for (std::string& word : words) {    // a file of this folder
            if (word.starts_with('@')) {
                word = file(word.substr(1));
            }
        }
        Environment environment = surroundings(moment);
        Text out;
        Text err;
        Result result;
        result.status = lmsection::cli::run(words, environment, out, err);
        result.out = out.text();
        result.err = err.text();
        return result;
    }

    void done(const Words& words, std::int64_t moment) const {
        const Result result = run(words, moment);
        if (result.status != 0) {
            fail(result.err);
        }
    }

    void write(std::string_view name, std::string_view text) const {
        std::ofstream{file(name)} << text;
    }

    /// Becomes what another place is.
    void become(const Place& other) const {
        for (const auto& entry : fs::directory_iterator{path_}) {
            fs::remove_all(entry);
        }
        fs::copy(other.path_, path_, fs::copy_options::recursive);
    }

    /// Every file but the database and its journal, by its name.
    [[nodiscard]] std::map<std::string, std::string> other_files() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator{path_}) {
            const std::string name = entry.path().lexically_relative(path_);
            if (entry.is_regular_file() &&
                (!name.starts_with("section.db") || name.starts_with("section.db."))) {
                std::ifstream stream{entry.path(), std::ios::binary};
                std::ostringstream bytes;
                bytes << stream.rdbuf();
                files.emplace(name, bytes.str());
            }
        }
        return files;
    }

private:
    [[nodiscard]] Environment surroundings(std::int64_t moment) const {
        using namespace date::literals;
        constexpr std::int64_t start = 1795500000000;
        Environment environment;
        const std::string database = this->database();
        environment.variable = [database](const std::string& name) -> std::optional<std::string> {
            return name == "LMSECTION_DB" ? std::optional{database} : std::nullopt;
        };
        environment.read_input = [](char*, std::size_t) { return std::size_t{0}; };
        environment.read_line = [] { return std::optional<std::string>{}; };
        environment.login = [] { return std::string{"tester"}; };
        environment.home = [path = path_] { return path; };
        environment.local_date = 2026_y / 11 / 24;
        environment.now_ms = start + moment;
        environment.now = "2026-11-24T16:58:00Z";
        environment.seed = static_cast<std::uint64_t>(moment);
        return environment;
    }

    fs::path path_;
};

std::string answer(sqlite3* database, const char* sql) {
    std::string answers;
    const auto take = [](void* to, int columns, char** values, char**) {
        for (int i = 0; i < columns; ++i) {
            *static_cast<std::string*>(to) += values[i] == nullptr ? "NULL " : values[i];
        }
        return 0;
    };
    char* error = nullptr;
    if (sqlite3_exec(database, sql, take, &answers, &error) != SQLITE_OK) {
        answers += error;
        sqlite3_free(error);
    }
    return answers;
}

/// All that a section holds, and the version of its schema, as the next command would find it;
/// empty where there is no database. Looked at in a copy, since looking takes back what a journal
/// remembers, and brings an older file up to date.
std::string content_of(const Place& place) {
    if (!fs::exists(place.database())) {
        return "";
    }
    const Place seen;
    seen.become(place);
    sqlite3* opened = nullptr;
    sqlite3_open_v2(seen.database().c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database{opened, sqlite3_close};
    const std::string version = answer(opened, "PRAGMA user_version");
    const std::string integrity = answer(opened, "PRAGMA integrity_check");
    const std::string references = answer(opened, "PRAGMA foreign_key_check");
    if (integrity != "ok" || !references.empty()) {
        fail(fmt::format("the file is damaged: {} {}", integrity, references));
    }
    const Result exported = seen.run({"export"});
    if (exported.status != 0) {
        fail("no export: " + exported.err);
    }
    return version + "\n" + exported.out;
}

std::string_view word(Fault fault) {
    switch (fault) {
    case Fault::disk_full: return "full disk";
    case Fault::io_error: return "I/O error";
    case Fault::short_write: return "short write";
    case Fault::failed_sync: return "failed sync";
    case Fault::failed_truncate: return "failed truncate";
    }
    return "";
}

/// A command that writes, and what it needs before.
struct Case {
    std::string name;
    Words words;
    std::function<void(const Place&)> prepare;
    bool then_reads = false;    ///< opens the file again when it is done, which may fail as well
    bool resumes = false;       ///< may end between two steps; the next run does the rest
};

struct Counts {
    std::int64_t calls = 0;     ///< that a fault can befall
    std::int64_t runs = 0;      ///< with a fault
    std::int64_t told = 0;      ///< ended in an error and the old content
    std::int64_t coped = 0;     ///< did what they should all the same
    std::int64_t unsure = 0;    ///< did it, and told that the disk did not confirm it
    std::int64_t later = 0;     ///< did it, and failed at what comes after
    std::int64_t wrong = 0;
};

/// One command, with all that is to be known of it before a call fails.
class Trial {
public:
    Trial(const Case& what, const Place& sample) : case_(what) {
        base_.become(sample);
        case_.prepare(base_);
        before_ = content_of(base_);
        base_files_ = base_.other_files();
        restart();
        const Result result = run();
        if (result.status != 0) {
            fail(fmt::format("{}: {}", case_.name, result.err));
        }
        done_files_ = place_.other_files();
        after_ = content_of(place_);
        if (after_ == before_ && done_files_ == base_files_) {
            fail(case_.name + " changes nothing");
        }
    }

    /// Lets every `step`-th call fail, the first one first.
    void let_fail(Fault fault, bool and_all_later, std::int64_t step, Counts& counts) {
        for (std::int64_t at = 1;; at += step) {
            restart();
            Result result;
            bool struck = false;
            {
                const Failing failing{{fault, at, and_all_later}};
                result = run();
                struck = failing.struck();
            }
            if (!struck) {
                break;
            }
            ++counts.runs;
            counts.calls = std::max(counts.calls, at);
            try {
                judge(result, counts);
            } catch (const std::exception& error) {
                ++counts.wrong;
                std::cout << fmt::format("{}: {} at call {}{}: {}\n    status {}, {}{}\n",
                                         case_.name, word(fault), at,
                                         and_all_later ? " and all later" : "", error.what(),
                                         result.status, result.err, result.out);
            }
        }
    }

private:
    void restart() const { place_.become(base_); }
    [[nodiscard]] Result run() const {
        constexpr std::int64_t later = 1000000;
        return place_.run(case_.words, later);
    }

    void judge(const Result& result, Counts& counts) const {
        const std::string content = content_of(place_);
        const auto files = place_.other_files();
        if (case_.resumes) {
            judge_a_step(result, content, files, counts);
            return;
        }
        for (const auto& [name, bytes] : files) {
            require_whole(name, bytes);
        }
        if (result.status == 0) {
            require_done(content, files);
            ++counts.coped;
            return;
        }
        require_told(result);
        if (content == before_ && files == base_files_) {
            ++counts.told;
        } else if (result.err.find("did not confirm") != std::string::npos) {
            require_done(content, files);
            ++counts.unsure;
        } else if (case_.then_reads && content == after_ && !claims_the_old(result.err)) {
            ++counts.later;
        } else {
            fail(content == after_ ? "told to have failed, though it is done"
                                   : "neither the old content nor the new");
        }
    }

    /// The names of the files, with one for all copies of an officer, which may have written one
    /// more between two failures.
    static std::set<std::string> names_of(const std::map<std::string, std::string>& files) {
        std::set<std::string> names;
        for (const auto& [name, bytes] : files) {
            names.insert(name.substr(0, name.find("-000")));
        }
        return names;
    }

    /// The database is as before or done; another run without a fault does what is left to do.
    void judge_a_step(const Result& result, const std::string& content,
                      const std::map<std::string, std::string>& files, Counts& counts) const {
        if (content != before_ && content != after_) {
            fail("neither the old content nor the new");
        }
        if (result.status != 0) {
            require_told(result);
            ++(content == before_ ? counts.told : counts.later);
        } else if (content != after_ || names_of(files) != names_of(done_files_)) {
            fail("success was claimed, and it is not done");
        } else {
            ++counts.coped;
        }
        const Result again = run();
        if (again.status != 0) {
            fail("the next run fails: " + again.err);
        }
        if (content_of(place_) != after_ ||
            names_of(place_.other_files()) != names_of(done_files_)) {
            fail("the next run does not do the rest");
        }
        const Result status = place_.run({"sync", "@shared", "--status", "-f", "csv"});
        if (status.out.find("incomplete") != std::string::npos ||
            status.out.find("ann,own") == std::string::npos) {
            fail("the folder is not as it should be: " + status.out);
        }
    }

    /// Any file is one that was there, or one that the command makes.
    void require_whole(const std::string& name, const std::string& bytes) const {
        const auto before = base_files_.find(name);
        const auto after = done_files_.find(name);
        const bool whole = (before != base_files_.end() && before->second == bytes) ||
                           (after != done_files_.end() && after->second == bytes);
        if (!whole) {
            fail(name + " is half written, or left behind");
        }
    }

    void require_done(const std::string& content,
                      const std::map<std::string, std::string>& files) const {
        if (content != after_ || files != done_files_) {
            fail("success was claimed, and it is not done");
        }
    }

    static bool claims_the_old(const std::string& error) {
        return error.find("nothing was changed") != std::string::npos ||
               error.find("nothing was written") != std::string::npos;
    }

    static void require_told(const Result& result) {
        constexpr int store_status = 4;
        if (result.status != store_status) {
            fail("another status than 4");
        }
        if (!result.out.empty()) {
            fail("there is a result, though it failed");
        }
        std::string error;    // without warnings about what was done before it
        std::istringstream lines{result.err};
        for (std::string line; std::getline(lines, line);) {
            error += line.starts_with("lmsection: warning: ") ? "" : line + "\n";
        }
        const bool one_line = std::count(error.begin(), error.end(), '\n') == 1;
        if (!one_line || !error.starts_with("lmsection: ") ||
            error.find("; ") == std::string::npos || error.find("inside") != std::string::npos) {
            fail("not one clear line");
        }
    }

    const Case& case_;
    Place base_;
    Place place_;
    std::string before_;
    std::string after_;
    std::map<std::string, std::string> base_files_;
    std::map<std::string, std::string> done_files_;
};

void with_many(const Place& place) {
    place.done({"appoint", "--from", "@many.csv", "-q"}, 2000);
}

std::vector<Case> all_cases(const fs::path& source) {
    const auto nothing = [](const Place&) {};
    const auto remove_database = [](const Place& place) { fs::remove(place.database()); };
    const auto over = [](std::string_view name) {
        return [name](const Place& place) { place.write(name, "what was there before\n"); };
    };
    const auto of_schema = [source](int schema) {
        return [source, schema](const Place& place) {
            fs::copy_file(source / "tests/data" / fmt::format("schema-{}.db", schema),
                          place.database(), fs::copy_options::overwrite_existing);
        };
    };
    return {
        {"appoint",
         {"appoint", "Fay Sato <fay.sato@lib.example>", "middle-managers", "-q"},
         nothing},
        {"appoint --from", {"appoint", "--from", "@many.csv", "-q"}, nothing},
        {"undo", {"undo", "-q"}, with_many},
        {"init", {"init"}, remove_database, true},
        {"import",
         {"import", "@section.jsonl"},
         [](const Place& place) {
             place.done({"export", "-o", "@section.jsonl"}, 2000);
             fs::remove(place.database());
         }},
        {"merge",
         {"merge", "@other.db"},
         [](const Place& place) {
             place.done({"backup", "@other.db"}, 2000);
             place.done({"--db", "@other.db", "appoint", "--from", "@many.csv", "-q"}, 3000);
             place.done({"person", "add", "Fay Sato <fay.sato@lib.example>"}, 4000);
         }},
        {"sync",
         {"sync", "@shared", "--officer", "ann", "-q"},
         [](const Place& place) {
             fs::create_directory(place.file("shared"));
             place.done({"person", "add", "Ben Okafor <ben@lib.example>"}, 1500);
             place.done({"backup", "@other.db"}, 2000);
             place.done({"--db", "@other.db", "appoint", "--from", "@many.csv", "-q"}, 3000);
             place.done({"--db", "@other.db", "person", "edit", "ben@lib.example", "--note", "x"},
                        4000);
             place.done({"--db", "@other.db", "sync", "@shared", "--officer", "kim"}, 5000);
             place.done({"person", "edit", "ben@lib.example", "--note", "y"}, 6000);
             fs::remove(place.file("other.db"));
             fs::remove(place.file("other.db.sync"));
         },
         false,
         true},
        {"restore",
         {"restore", "@older.db"},
         [](const Place& place) {
             place.done({"backup", "@older.db"}, 2000);
             with_many(place);
         }},
        {"migrate schema 1", {"person", "list", "-q"}, of_schema(1), true},
        {"migrate schema 2", {"person", "list", "-q"}, of_schema(2), true},
        {"migrate schema 3", {"person", "list", "-q"}, of_schema(3), true},
        {"migrate schema 4", {"person", "list", "-q"}, of_schema(4), true},
        {"backup", {"backup", "@copy.db"}, nothing},
        {"backup --force", {"backup", "@copy.db", "--force"}, over("copy.db")},
        {"roster -o", {"roster", "-f", "csv", "-o", "@roster.csv"}, nothing},
        {"roster -o, over", {"roster", "-f", "csv", "-o", "@roster.csv"}, over("roster.csv")},
        {"roster -f html -o, over", {"roster", "-f", "html", "-o", "@r.html"}, over("r.html")},
        {"export -o, over", {"export", "-o", "@section.jsonl"}, over("section.jsonl")},
    };
}

void lay_out(const Place& place, const fs::path& source) {
    place.done({"init"}, 0);
    place.done({"appoint", "--from", source / "data/sample/appointments.csv", "-q"}, 1000);
    constexpr int people = 60;
    std::string lines = "name,email,group\n";
    for (int i = 0; i < people; ++i) {
        lines += fmt::format("Member {0},m{0}@lib.example,"
                             "leadership-management-competencies-working-group\n",
                             i);
    }
    place.write("many.csv", lines);
}

void tell(const std::string& name, const Counts& counts) {
    std::cout << fmt::format("{:25}{:8}{:8}{:8}{:8}{:8}{:8}{:8}\n", name, counts.calls, counts.runs,
                             counts.told, counts.coped, counts.unsure, counts.later, counts.wrong);
}

int let_all_fail(const fs::path& source, std::int64_t step, const std::string& only) {
    const Place sample;
    lay_out(sample, source);
    std::cout << fmt::format("{:25}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}\n", "", "calls", "runs",
                             "told", "coped", "unsure", "later", "wrong");
    Counts all;
    for (const Case& one : all_cases(source)) {
        if (!only.empty() && one.name != only) {
            continue;
        }
        Trial trial{one, sample};
        Counts counts;
        for (const Fault fault : {Fault::disk_full, Fault::io_error, Fault::short_write,
                                  Fault::failed_sync, Fault::failed_truncate}) {
            for (const bool and_all_later : {false, true}) {
                // Syncs and truncates are few, and the last one may come after a change is done:
                // none is left out.
                const bool each = (fault == Fault::failed_sync ||
                                   fault == Fault::failed_truncate) &&
                                  !and_all_later;
                trial.let_fail(fault, and_all_later, each ? 1 : step, counts);
            }
        }
        tell(one.name, counts);
        all.calls += counts.calls;
        all.runs += counts.runs;
        all.told += counts.told;
        all.coped += counts.coped;
        all.unsure += counts.unsure;
        all.later += counts.later;
        all.wrong += counts.wrong;
    }
    std::cout << fmt::format(
        "{} calls, {} runs with a fault: {} ended in one error and the old "
        "content, {} did their work all the same, {} did it and told that the "
        "disk did not confirm it, {} did it and failed at what comes after, {} "
        "went wrong\n",
        all.calls, all.runs, all.told, all.coped, all.unsure, all.later, all.wrong);
    return all.wrong == 0 ? 0 : 1;
}

}    // namespace

int main(int count, char** words) {
    if (count < 2) {
        std::cerr << "usage: each_call_fails SOURCE_FOLDER [STEP [COMMAND]]\n";
        return 2;
    }
    try {
        lmsection::test::use_failing_vfs();
        const std::int64_t step = count > 2 ? std::atoll(words[2]) : 1;
        return let_all_fail(words[1], std::max<std::int64_t>(1, step), count > 3 ? words[3] : "");
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
