#include "lmsection/app/csv_import.hpp"

namespace lmsection::app {

void take_records(const Session& session, const CsvFile& file,
                  const std::function<std::vector<Fault>(const CsvRecord&)>& take) {
    std::vector<Fault> faults;
    std::size_t done = 0;
    file.each([&](const CsvRecord& record) {
        for (const Fault& fault : take(record)) {
            faults.push_back(at_line(file.name(), record.line, fault));
        }
        session.around().progress(++done, file.records());
    });
    if (!faults.empty()) {
        throw RefusedError{std::move(faults)};
    }
}

}    // namespace lmsection::app
