package metrics

func StopInfluxDB2() {}
