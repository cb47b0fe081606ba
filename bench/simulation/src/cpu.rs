//! Machines with cores, and the processes that share them: whoever had the least goes first, as Linux does it.

use crate::agenda::Nanos;
use std::collections::VecDeque;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MachineId(usize);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProcessId(usize);

/// All machines. `T` is what is to be done once the time was had.
pub struct Cpu<T> {
    machines: Vec<Machine>,
    processes: Vec<Process<T>>,
}

struct Machine {
    cores: usize,
    idle: usize,
    processes: Vec<usize>,
    /// What the one that ran last had had: who slept gets no credit for it.
    floor: Nanos,
}

struct Process<T> {
    machine: usize,
    threads: usize,
    running: usize,
    /// What each of its threads had.
    had: Nanos,
    busy: Nanos,
    waiting: VecDeque<(Nanos, T)>,
}

/// What starts to run now.
pub struct Started<T> {
    pub process: ProcessId,
    pub takes: Nanos,
    pub task: T,
}

impl<T> Cpu<T> {
    pub const fn new() -> Self {
        Self { machines: Vec::new(), processes: Vec::new() }
    }

    pub fn machine(&mut self, cores: usize) -> MachineId {
        self.machines.push(Machine { cores, idle: cores, processes: Vec::new(), floor: 0 });
        MachineId(self.machines.len() - 1)
    }

    /// A process with so many threads, or as many as its machine has cores.
    pub fn process(&mut self, MachineId(machine): MachineId, threads: Option<usize>) -> ProcessId {
        let number = self.processes.len();
        self.machines[machine].processes.push(number);
        let threads = threads.unwrap_or(self.machines[machine].cores);
        self.processes.push(Process { machine, threads, running: 0, had: 0, busy: 0, waiting: VecDeque::new() });
        ProcessId(number)
    }

    pub fn machine_of(&self, ProcessId(process): ProcessId) -> MachineId {
        MachineId(self.processes[process].machine)
    }

    pub fn cores(&self, MachineId(machine): MachineId) -> usize {
        self.machines[machine].cores
    }

    /// What a process had in all.
    pub fn busy(&self, ProcessId(process): ProcessId) -> Nanos {
        self.processes[process].busy
    }

    /// Lets a task wait for its time.
    pub fn add(&mut self, ProcessId(number): ProcessId, takes: Nanos, task: T) {
        let process = &mut self.processes[number];
        if process.running == 0 && process.waiting.is_empty() {
            process.had = process.had.max(self.machines[process.machine].floor);
        }
        process.waiting.push_back((takes, task));
    }

    /// The next task that gets a core of a machine, if one is idle.
    pub fn start(&mut self, MachineId(machine): MachineId) -> Option<Started<T>> {
        let machine = &mut self.machines[machine];
        if machine.idle == 0 {
            return None;
        }
        let processes = &self.processes;
        let is_ready = |number: &&usize| {
            let process = &processes[**number];
            process.running < process.threads && !process.waiting.is_empty()
        };
        let next = *machine.processes.iter().filter(is_ready).min_by_key(|number| processes[**number].had)?;
        let process = &mut self.processes[next];
        let (takes, task) = process.waiting.pop_front()?;
        machine.idle -= 1;
        machine.floor = machine.floor.max(process.had);
        process.running += 1;
        process.had += takes / process.threads as u64;
        process.busy += takes;
        Some(Started { process: ProcessId(next), takes, task })
    }

    /// A task had its time; its core is idle again.
    pub fn end(&mut self, ProcessId(process): ProcessId) -> MachineId {
        let process = &mut self.processes[process];
        process.running -= 1;
        self.machines[process.machine].idle += 1;
        MachineId(process.machine)
    }
}

#[cfg(test)]
mod tests {
    use super::Cpu;

    #[test]
    fn who_had_the_least_goes_first_and_sleeping_earns_nothing() {
        let mut cpu = Cpu::new();
        let machine = cpu.machine(1);
        let (greedy, modest) = (cpu.process(machine, Some(1)), cpu.process(machine, Some(1)));
        for task in ["a", "b", "c"] {
            cpu.add(greedy, 100, task);
        }
        let mut order = Vec::new();
        for round in 0..5 {
            if round == 2 {
                cpu.add(modest, 10, "x");
                cpu.add(modest, 10, "y");
            }
            let started = cpu.start(machine).unwrap();
            assert!(cpu.start(machine).is_none(), "there is one core");
            order.push(started.task);
            cpu.end(started.process);
        }
        assert_eq!(order, ["a", "b", "x", "y", "c"]);
        assert_eq!((cpu.busy(greedy), cpu.busy(modest)), (300, 20));
    }

    #[test]
    fn a_process_has_no_more_cores_than_threads() {
        let mut cpu = Cpu::new();
        let machine = cpu.machine(2);
        let (single, other) = (cpu.process(machine, Some(1)), cpu.process(machine, None));
        cpu.add(single, 100, 1);
        cpu.add(single, 100, 2);
        assert!(cpu.start(machine).is_some() && cpu.start(machine).is_none());
        cpu.add(other, 100, 3);
        assert_eq!(cpu.start(machine).unwrap().task, 3);
    }
}
