#include "screen/mesh_store.hpp"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <list>
#include <mutex>
#include <thread>

#include "base/error.hpp"
#include "base/job.hpp"

namespace needsmap::screen {

namespace {

class StoppableJob final : public base::JobContext {
public:
    void progress(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return stopped; }
    std::atomic<bool> stopped = false;
};

std::unique_ptr<CoverageMesh> make(const geo::Coverage& coverage, MeshKind kind, base::JobContext& job) {
    auto mesh = std::make_unique<CoverageMesh>();
    if (kind == MeshKind::fill)
        mesh->fill = geo::triangulate(coverage, job);
    else
        mesh->borders = border_mesh(coverage, kind == MeshKind::outline);
    return mesh;
}

enum class State { queued, making, ready };

struct Entry {
    std::shared_ptr<const geo::Coverage> coverage;
    MeshKind kind = MeshKind::fill;
    State state = State::queued;
    std::unique_ptr<CoverageMesh> mesh;
    std::exception_ptr error;
};

}  // namespace

struct MeshStore::Impl {
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::list<Entry> entries;
    StoppableJob job;
    void (*wake)() = nullptr;
    bool stopping = false;
    std::thread worker;  ///< started by the first request

    Entry* find(const geo::Coverage* coverage, MeshKind kind) {
        for (Entry& e : entries)
            if (e.coverage.get() == coverage && e.kind == kind) return &e;
        return nullptr;
    }
    Entry* next_queued() {
        for (Entry& e : entries)
            if (e.state == State::queued) return &e;
        return nullptr;
    }
    bool busy() const {
        for (const Entry& e : entries)
            if (e.state != State::ready) return true;
        return false;
    }
    /// Called with the lock held; lets go of it while the mesh is made.
    void make_now(Entry& entry, std::unique_lock<std::mutex>& lock) {
        entry.state = State::making;
        lock.unlock();
        std::unique_ptr<CoverageMesh> mesh;
        std::exception_ptr error;
        try {
            mesh = make(*entry.coverage, entry.kind, job);
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        entry.mesh = std::move(mesh), entry.error = error, entry.state = State::ready;
        changed.notify_all();
    }
    void run() {
        std::unique_lock lock(mutex);
        while (true) {
            changed.wait(lock, [this] { return stopping || next_queued() != nullptr; });
            if (stopping) return;
            make_now(*next_queued(), lock);
            if (wake != nullptr) wake();
        }
    }
    std::unique_ptr<CoverageMesh> hand_over(const geo::Coverage* coverage, MeshKind kind) {
        for (auto it = entries.begin(); it != entries.end(); ++it) {
            if (it->coverage.get() != coverage || it->kind != kind || it->state != State::ready) continue;
            Entry entry = std::move(*it);
            entries.erase(it);
            if (entry.error) std::rethrow_exception(entry.error);
            return std::move(entry.mesh);
        }
        return nullptr;
    }
};

MeshStore::MeshStore() : m_impl(std::make_unique<Impl>()) {}

MeshStore::~MeshStore() {
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
        m_impl->job.stopped = true;
        m_impl->changed.notify_all();
    }
    if (m_impl->worker.joinable()) m_impl->worker.join();
}

void MeshStore::on_ready(void (*wake)()) {
    const std::scoped_lock lock(m_impl->mutex);
    m_impl->wake = wake;
}

void MeshStore::request(const std::shared_ptr<const geo::Coverage>& coverage, MeshKind kind) {
    const std::scoped_lock lock(m_impl->mutex);
    if (m_impl->find(coverage.get(), kind) != nullptr) return;
    m_impl->entries.push_back({coverage, kind, State::queued, nullptr, nullptr});
    if (!m_impl->worker.joinable()) m_impl->worker = std::thread([impl = m_impl.get()] { impl->run(); });
    m_impl->changed.notify_all();
}

std::unique_ptr<CoverageMesh> MeshStore::take(const std::shared_ptr<const geo::Coverage>& coverage, MeshKind kind) {
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->hand_over(coverage.get(), kind);
}

std::unique_ptr<CoverageMesh> MeshStore::wait(const std::shared_ptr<const geo::Coverage>& coverage, MeshKind kind) {
    std::unique_lock lock(m_impl->mutex);
    Entry* entry = m_impl->find(coverage.get(), kind);
    if (entry == nullptr) {
        m_impl->entries.push_back({coverage, kind, State::queued, nullptr, nullptr});
        entry = &m_impl->entries.back();
    }
    // Work that the worker has not begun is done here, at the same time as what the worker is doing.
    if (entry->state == State::queued) m_impl->make_now(*entry, lock);
    m_impl->changed.wait(lock, [entry] { return entry->state == State::ready; });
    return m_impl->hand_over(coverage.get(), kind);
}

bool MeshStore::working() const {
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->busy();
}

void MeshStore::finish() {
    std::unique_lock lock(m_impl->mutex);
    m_impl->changed.wait(lock, [this] { return !m_impl->busy(); });
}

}  // namespace needsmap::screen
